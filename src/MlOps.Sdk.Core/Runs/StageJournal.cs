using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Runs;

/// <summary>The notes of one stage, in the run store.</summary>
internal sealed class StageJournal(IRunStore store, string key) : IJournal
{
    public Task<string?> ReadAsync(string name, CancellationToken cancellationToken) => store.ReadNoteAsync(key, name, cancellationToken);

    public Task WriteAsync(string name, string value, CancellationToken cancellationToken) =>
        store.WriteNoteAsync(key, name, value, cancellationToken);
}
