using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Reports.Tests.Pages;

/// <summary>A run store of runs that have ended.</summary>
internal sealed class RecordedStore : IRunStore
{
    private readonly SortedDictionary<string, (RunRecord Run, IReadOnlyList<StageRun> Stages)> _runs = new(StringComparer.Ordinal);

    public void Add(RunRecord run, IReadOnlyList<StageRun> stages) => _runs.Add(run.Id, (run, stages));

    public Task<RunRecord?> FindRunAsync(string runId, CancellationToken cancellationToken) =>
        Task.FromResult(_runs.TryGetValue(runId, out (RunRecord Run, IReadOnlyList<StageRun> Stages) found) ? found.Run : null);

    public Task<RunRecord?> FindRunBeforeAsync(string runId, CancellationToken cancellationToken) =>
        Task.FromResult(_runs.Values.Select(run => run.Run).LastOrDefault(run => run.Pipeline == _runs[runId].Run.Pipeline && string.CompareOrdinal(run.Id, runId) < 0));

    public Task<IReadOnlyList<StageRun>> ListStagesAsync(string runId, CancellationToken cancellationToken) => Task.FromResult(_runs[runId].Stages);

    public Task<IReadOnlyList<StageLineage>> FindLineageAsync(string fingerprint, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StageLineage>>(
        [
            .. _runs.Values.SelectMany(run => run.Stages).Where(stage => stage.Product?.ComputeFingerprint() == fingerprint).Select(stage =>
                new StageLineage(new StageKey(stage.Key!, [new("plan", $$"""{"name":"{{stage.Key}}"}"""), new("implementation", "MlOps.Sdk.Local.Sample, 0.1.0 ab12")])) { Inputs = [fingerprint] }),
        ]);

    public Task<IReadOnlyList<RunRecord>> ListAsync(string? pipeline, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RunRecord>>([.. _runs.Values.Select(run => run.Run).Reverse().Take(limit)]);

    public Task<IReadOnlyList<string>> ListUnfinishedAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task<StageResult?> FindAsync(string key, CancellationToken cancellationToken) => Task.FromResult<StageResult?>(null);

    public Task<StageKey?> FindPreviousKeyAsync(string pipeline, string stage, CancellationToken cancellationToken) => Task.FromResult<StageKey?>(null);

    public Task<StageResult?> FindPreviousAsync(string pipeline, string stage, string exceptKey, CancellationToken cancellationToken) => Task.FromResult<StageResult?>(null);

    public Task<string?> ReadNoteAsync(string key, string name, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task BeginAsync(RunRecord run, CancellationToken cancellationToken) => throw ReadOnly();

    public Task FinishAsync(string runId, RunState state, TimeSpan? duration, CancellationToken cancellationToken) => throw ReadOnly();

    public Task RecordAsync(string runId, StageRun stage, StageResult? result, StageLineage? lineage, CancellationToken cancellationToken) => throw ReadOnly();

    public Task WriteNoteAsync(string key, string name, string value, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<StageResult?> FindPreviousToAsync(string runId, string pipeline, string stage, string exceptKey, CancellationToken cancellationToken) => Task.FromResult<StageResult?>(null);

    public Task<RunReferences> ReadReferencesAsync(CancellationToken cancellationToken) => throw ReadOnly();

    public Task MarkPrunedAsync(IReadOnlyList<string> keys, DateTimeOffset time, CancellationToken cancellationToken) => throw ReadOnly();

    private static InvalidOperationException ReadOnly() => new("A report changes nothing.");
}
