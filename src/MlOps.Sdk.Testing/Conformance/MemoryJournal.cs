using System.Collections.Concurrent;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>A journal that lasts as long as the test.</summary>
internal sealed class MemoryJournal : IJournal
{
    private readonly ConcurrentDictionary<string, string> _notes = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Notes => _notes;

    public Task<string?> ReadAsync(string name, CancellationToken cancellationToken) => Task.FromResult(_notes.GetValueOrDefault(name));

    public Task WriteAsync(string name, string value, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _notes[name] = value;
        return Task.CompletedTask;
    }
}
