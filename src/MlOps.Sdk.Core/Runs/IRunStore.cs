namespace MlOps.Sdk.Runs;

/// <summary>Keeps what runs have done: runs, stage runs, products with their lineage, notes. Safe for several threads and processes at once.</summary>
/// <remarks>Every method is one durable, atomic step; a process that dies between two of them leaves a store from which the next run goes on.</remarks>
public interface IRunStore
{
    /// <summary>Records that a run has started.</summary>
    Task BeginAsync(RunRecord run, CancellationToken cancellationToken);

    /// <summary>Records how a run has ended; has no effect on a run that has ended already.</summary>
    Task FinishAsync(string runId, RunState state, TimeSpan? duration, CancellationToken cancellationToken);

    /// <summary>Records what became of a stage; if it was executed also what it has made, and how.</summary>
    Task RecordAsync(string runId, StageRun stage, StageResult? result, StageLineage? lineage, CancellationToken cancellationToken);

    /// <summary>What was made last under a key; null if nothing was.</summary>
    Task<StageResult?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>How the products with the given fingerprint came about: the lineage, a step back. Empty if none is known.</summary>
    Task<IReadOnlyList<StageLineage>> FindLineageAsync(string fingerprint, CancellationToken cancellationToken);

    /// <summary>The key, with its ingredients, that a stage of this pipeline had the last time it had a product; null if it never had.</summary>
    Task<StageKey?> FindPreviousKeyAsync(string pipeline, string stage, CancellationToken cancellationToken);

    /// <summary>What a stage of this pipeline had as its product last under another key; null if there is none.</summary>
    Task<StageResult?> FindPreviousAsync(string pipeline, string stage, string exceptKey, CancellationToken cancellationToken);

    /// <summary>What <see cref="FindPreviousAsync"/> said, or would have said, when a run did the stage's work; null if that is nothing.</summary>
    Task<StageResult?> FindPreviousToAsync(string runId, string pipeline, string stage, string exceptKey, CancellationToken cancellationToken);

    /// <summary>Which results stand on which artifacts and on one another.</summary>
    Task<RunReferences> ReadReferencesAsync(CancellationToken cancellationToken);

    /// <summary>Records that artifacts of these results were deleted; a result that is made again loses the mark.</summary>
    Task MarkPrunedAsync(IReadOnlyList<string> keys, DateTimeOffset time, CancellationToken cancellationToken);

    /// <summary>The runs, latest first.</summary>
    /// <param name="pipeline">Only those of this pipeline; null for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    Task<IReadOnlyList<RunRecord>> ListAsync(string? pipeline, int limit, CancellationToken cancellationToken);

    /// <summary>A run; null if there is none of that id.</summary>
    Task<RunRecord?> FindRunAsync(string runId, CancellationToken cancellationToken);

    /// <summary>The run of the same pipeline that started last before a run; null if there is none.</summary>
    Task<RunRecord?> FindRunBeforeAsync(string runId, CancellationToken cancellationToken);

    /// <summary>
    /// The runs that haven't ended, or whose process died without anyone noticing; of a store that several roots share, only those begun with this root.
    /// </summary>
    Task<IReadOnlyList<string>> ListUnfinishedAsync(CancellationToken cancellationToken);

    /// <summary>What became of the stages of a run, in the order in which they finished.</summary>
    Task<IReadOnlyList<StageRun>> ListStagesAsync(string runId, CancellationToken cancellationToken);

    /// <summary>A stage's note; null if there is none.</summary>
    Task<string?> ReadNoteAsync(string key, string name, CancellationToken cancellationToken);

    /// <summary>Writes a stage's note; replaces one of the same name.</summary>
    Task WriteNoteAsync(string key, string name, string value, CancellationToken cancellationToken);
}
