using System.Collections.Concurrent;

namespace MlOps.Sdk.Runs;

/// <summary>A run store that knows nothing of earlier runs but what a recorded run had looked back at, and keeps its own in memory.</summary>
/// <param name="recorded">The real store, which is only read.</param>
/// <param name="keys">The key of each stage of the recorded run that had a product.</param>
internal sealed class ReplayStore(IRunStore recorded, IReadOnlyDictionary<string, string> keys) : IRunStore
{
    private readonly ConcurrentDictionary<(string Key, string Name), string> _notes = new();

    /// <summary>What was made, and how, by the stage's name.</summary>
    public ConcurrentDictionary<string, (StageRun Run, StageResult? Result, StageKey? Key)> Stages { get; } = new(StringComparer.Ordinal);

    public Task RecordAsync(string runId, StageRun stage, StageResult? result, StageLineage? lineage, CancellationToken cancellationToken)
    {
        Stages[stage.Name] = (stage, result, lineage?.Key);
        return Task.CompletedTask;
    }

    /// <summary>What the stage saw when it made its recorded product: that may have been in a run before the recorded one, which only reused it.</summary>
    public async Task<StageResult?> FindPreviousAsync(string pipeline, string stage, string exceptKey, CancellationToken cancellationToken) =>
        keys.GetValueOrDefault(stage) is { } key && await recorded.FindAsync(key, cancellationToken) is { } made
            ? await recorded.FindPreviousToAsync(made.RunId, pipeline, stage, key, cancellationToken)
            : null;

    public Task<StageResult?> FindAsync(string key, CancellationToken cancellationToken) => Task.FromResult<StageResult?>(null);

    public Task<StageKey?> FindPreviousKeyAsync(string pipeline, string stage, CancellationToken cancellationToken) => Task.FromResult<StageKey?>(null);

    public Task<string?> ReadNoteAsync(string key, string name, CancellationToken cancellationToken) => Task.FromResult(_notes.GetValueOrDefault((key, name)));

    public Task WriteNoteAsync(string key, string name, string value, CancellationToken cancellationToken)
    {
        _notes[(key, name)] = value;
        return Task.CompletedTask;
    }

    public Task<StageResult?> FindPreviousToAsync(string runId, string pipeline, string stage, string exceptKey, CancellationToken cancellationToken) =>
        recorded.FindPreviousToAsync(runId, pipeline, stage, exceptKey, cancellationToken);

    public Task<IReadOnlyList<StageLineage>> FindLineageAsync(string fingerprint, CancellationToken cancellationToken) =>
        recorded.FindLineageAsync(fingerprint, cancellationToken);

    public Task<IReadOnlyList<RunRecord>> ListAsync(string? pipeline, int limit, CancellationToken cancellationToken) =>
        recorded.ListAsync(pipeline, limit, cancellationToken);

    public Task<RunRecord?> FindRunAsync(string runId, CancellationToken cancellationToken) => recorded.FindRunAsync(runId, cancellationToken);

    public Task<RunRecord?> FindRunBeforeAsync(string runId, CancellationToken cancellationToken) => recorded.FindRunBeforeAsync(runId, cancellationToken);

    public Task<IReadOnlyList<string>> ListUnfinishedAsync(CancellationToken cancellationToken) => recorded.ListUnfinishedAsync(cancellationToken);

    public Task<IReadOnlyList<StageRun>> ListStagesAsync(string runId, CancellationToken cancellationToken) => recorded.ListStagesAsync(runId, cancellationToken);

    public Task<RunReferences> ReadReferencesAsync(CancellationToken cancellationToken) => recorded.ReadReferencesAsync(cancellationToken);

    // A replay is no run of the store's.
    public Task BeginAsync(RunRecord run, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task FinishAsync(string runId, RunState state, TimeSpan? duration, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task MarkPrunedAsync(IReadOnlyList<string> keys, DateTimeOffset time, CancellationToken cancellationToken) => Task.CompletedTask;
}
