using System.Text.Json;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Reports.Pages;

/// <summary>All that is recorded of a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Plan">Its plan; null if a later package version wrote it.</param>
/// <param name="Stages">Its stages, in the order of the plan.</param>
internal sealed record RunFacts(RunRecord Run, PipelinePlan? Plan, IReadOnlyList<StageFacts> Stages)
{
    /// <summary>The run of the same pipeline before it; null if there is none, or if nothing is compared with it.</summary>
    public RunFacts? Previous { get; init; }

    /// <summary>The products of a type, with the stages that have them; also what a stage found out before it failed.</summary>
    public IEnumerable<(StageFacts Stage, T Product)> Products<T>()
        where T : Product => Stages.Where(stage => stage.Found is T).Select(stage => (stage, (T)stage.Found!));

    /// <summary>Which of a stage's inputs made a product, by its fingerprint; null if none did.</summary>
    public string? MakerOf(StageFacts stage, string fingerprint) => Stages
        .LastOrDefault(maker => maker.Fingerprint == fingerprint && stage.Plan is { } plan && plan.Inputs.Contains(maker.Name))?.Name;

    /// <summary>The last product of a type; null if there is none.</summary>
    public T? Last<T>()
        where T : Product => Products<T>().Select(found => found.Product).LastOrDefault();

    /// <exception cref="KeyNotFoundException">The run store has no such run.</exception>
    public static async Task<RunFacts> ReadAsync(IRunStore store, string runId, CancellationToken cancellationToken)
    {
        RunRecord run = await store.FindRunAsync(runId, cancellationToken) ?? throw new KeyNotFoundException(
            $"report: the run store has no run '{runId}'. Take an id from IRunStore.ListAsync or from PipelineRun.Id.");
        return await ReadAsync(store, run, cancellationToken);
    }

    /// <summary>A run with the one before it.</summary>
    /// <exception cref="KeyNotFoundException">The run store has no such run.</exception>
    public static async Task<RunFacts> ReadWithPreviousAsync(IRunStore store, string runId, CancellationToken cancellationToken)
    {
        RunFacts facts = await ReadAsync(store, runId, cancellationToken);
        return await store.FindRunBeforeAsync(runId, cancellationToken) is { } previous
            ? facts with { Previous = await ReadAsync(store, previous, cancellationToken) }
            : facts;
    }

    private static async Task<RunFacts> ReadAsync(IRunStore store, RunRecord run, CancellationToken cancellationToken)
    {
        PipelinePlan? plan = ReadPlan(run);
        Dictionary<string, StageRun> ends = [];
        // Of a stage that is recorded twice, what was recorded last counts.
        foreach (StageRun end in await store.ListStagesAsync(run.Id, cancellationToken))
            ends[end.Name] = end;

        List<StageFacts> stages = [];
        IEnumerable<string> names = (plan?.Stages.Select(stage => stage.Name) ?? []).Union(ends.Keys.Order(StringComparer.Ordinal));
        foreach (string name in names)
        {
            StageRun? end = ends.GetValueOrDefault(name);
            stages.Add(new StageFacts(name, plan?.Stages.FirstOrDefault(stage => stage.Name == name), end)
            {
                Fingerprint = end?.Product?.ComputeFingerprint(),
                Lineage = await FindLineageAsync(store, end, cancellationToken),
            });
        }

        return new RunFacts(run, plan, stages);
    }

    // Equal products may have come about in several ways; this run's is that of the stage's key.
    private static async Task<StageLineage?> FindLineageAsync(IRunStore store, StageRun? end, CancellationToken cancellationToken) => end?.Product is null
        ? null
        : (await store.FindLineageAsync(end.Product.ComputeFingerprint(), cancellationToken)).FirstOrDefault(lineage => lineage.Key.Digest == end.Key);

    private static PipelinePlan? ReadPlan(RunRecord run)
    {
        try
        {
            return PipelinePlan.FromJson(run.Plan);
        }
        catch (Exception exception) when (exception is PlanFormatException or JsonException)
        {
            // The text is shown all the same; what needs the plan's structure is left out.
            return null;
        }
    }
}

/// <summary>All that is recorded of a stage in a run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Plan">What it was to do; null if the plan can't be read.</param>
/// <param name="Run">What became of it; null if that was never recorded, as of a process that died.</param>
internal sealed record StageFacts(string Name, StagePlan? Plan, StageRun? Run)
{
    /// <summary>What it made, or found out before it failed; null without either.</summary>
    public Product? Found => Run?.Product ?? Run?.Evidence;

    /// <summary>The fingerprint of its product; null without one.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>How its product was made; null without one.</summary>
    public StageLineage? Lineage { get; init; }
}
