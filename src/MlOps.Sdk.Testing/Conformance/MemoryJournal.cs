using System.Collections.Concurrent;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>A journal of one stage key that lasts as long as the test.</summary>
internal sealed class MemoryJournal(ConcurrentDictionary<(string Key, string Name), string> notes, string key) : IJournal
{
    public Task<string?> ReadAsync(string name, CancellationToken cancellationToken) => Task.FromResult(notes.GetValueOrDefault((key, name)));

    public Task WriteAsync(string name, string value, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        notes[(key, name)] = value;
        return Task.CompletedTask;
    }
}
