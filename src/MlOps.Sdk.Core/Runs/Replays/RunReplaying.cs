using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Runs;

/// <summary>Does a recorded run's work again, and compares.</summary>
internal sealed class RunReplaying(RunServices services, string runId, Pipeline? given)
{
    private const int MostDifferences = 8;

    public async Task<Replay> ReplayAsync(CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = services.Provider.CreateAsyncScope();
        IRunStore store = scope.ServiceProvider.GetRequiredService<IRunStore>();
        RunRecord record = await store.FindRunAsync(runId, cancellationToken)
            ?? throw new KeyNotFoundException($"replay: the run store knows no run '{runId}'. Take the id of one that IRunStore.ListAsync gives.");
        Pipeline whole = given ?? Pipeline.FromPlan(PipelinePlan.FromJson(record.Plan));
        Dictionary<string, StageRun> recorded = (await store.ListStagesAsync(runId, cancellationToken)).ToDictionary(stage => stage.Name, StringComparer.Ordinal);

        HashSet<string> left = Leave(whole.Plan, recorded);
        Pipeline pipeline = new(whole.Plan with { Stages = whole.Plan.Stages.Where(stage => !left.Contains(stage.Name)).ToValueList() }, whole.Bindings);
        ReplayStore replayed = new(store, recorded.Values.Where(stage => stage.Product is not null).ToDictionary(stage => stage.Name, stage => stage.Key!, StringComparer.Ordinal));
        await ExecuteAsync(scope.ServiceProvider, pipeline, replayed, recorded.Values, cancellationToken);

        List<ReplayedStage> stages = [];
        foreach (StagePlan plan in whole.Plan.Stages)
        {
            StageRun? before = recorded.GetValueOrDefault(plan.Name);
            stages.Add(left.Contains(plan.Name)
                ? new ReplayedStage(plan.Name, ReplayOutcome.Left) { Differences = [IsPublishing(plan) ? "a replay publishes nothing" : "the recorded run has no product of it"] }
                : await CompareAsync(
                    store, before!, replayed.Stages[plan.Name], [.. plan.Inputs.Where(input => recorded[input].Product is not Verification)], cancellationToken));
        }

        return new Replay(runId, record.Pipeline, stages.ToValueList());
    }

    private async Task ExecuteAsync(
        IServiceProvider provider, Pipeline pipeline, ReplayStore store, IEnumerable<StageRun> recorded, CancellationToken cancellationToken)
    {
        Dictionary<string, int?> champions = new(StringComparer.Ordinal);
        foreach (PromotionDecision decision in recorded.Select(stage => stage.Product).OfType<ValidatedModel>().Select(validated => validated.Decision))
        {
            if (decision.Model is { } model)
                champions[model] = decision.Champion?.Version;
        }

        IServiceProvider then = provider.GetService<IModelRegistry>() is { } registry ? new ReplayServices(provider, new ReplayRegistry(registry, champions)) : provider;
        IReadOnlyList<PreparedStage> stages = new Preflight(then, services.Options, pipeline).Check();
        string id = RunIdentifier.At(services.Time.GetUtcNow());
        try
        {
            using RunFolders folders = await RunFolders.OpenAsync(Path.GetFullPath(services.Options.Root), id, services.Time, cancellationToken);
            RunScope run = new(
                id, pipeline, folders, store, provider.GetRequiredService<IArtifactStore>(), services.Time, services.Loggers,
                new ObserverList([], services.Loggers.CreateLogger<PipelineRunner>()))
            {
                IsReplay = true,
            };
            await Task.WhenAll(StageSchedule.Start(run, stages, services.Options.Parallelism, cancellationToken));
        }
        finally
        {
            await StageSchedule.DisposeUserClassesAsync(stages);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private static async Task<ReplayedStage> CompareAsync(
        IRunStore store, StageRun before, (StageRun Run, StageResult? Result, StageKey? Key) now, IReadOnlyList<string> inputs, CancellationToken cancellationToken)
    {
        string recorded = before.Product!.ComputeFingerprint();
        if (now.Result is not { } result || now.Key is not { } key)
            return new ReplayedStage(before.Name, ReplayOutcome.Failed) { Recorded = recorded, Differences = now.Run.Error is { } error ? [error] : now.Run.Reasons };

        bool isSame = result.Fingerprint == recorded;
        List<string> differences = [];
        StageLineage? lineage = (await store.FindLineageAsync(recorded, cancellationToken)).FirstOrDefault(one => one.Key.Digest == before.Key);
        if (lineage is not null)
            differences.AddRange(Explanation.Compare(lineage.Key, key, inputs));
        if (!isSame)
            differences.AddRange(JsonDifference.Of("product", Json(before.Product), Json(result.Product)).Take(MostDifferences));
        return new ReplayedStage(before.Name, isSame ? ReplayOutcome.Same : ReplayOutcome.Different)
        {
            Recorded = recorded,
            Replayed = result.Fingerprint,
            Differences = differences.ToValueList(),
        };
    }

    // What publishes; what the recorded run has no product of; and what reads from either.
    private static HashSet<string> Leave(PipelinePlan plan, Dictionary<string, StageRun> recorded)
    {
        HashSet<string> left = new(StringComparer.Ordinal);
        foreach (StagePlan stage in plan.Stages)
        {
            if (IsPublishing(stage) || recorded.GetValueOrDefault(stage.Name)?.Product is null || stage.Inputs.Any(left.Contains))
                left.Add(stage.Name);
        }

        return left;
    }

    private static bool IsPublishing(StagePlan stage) => stage is RegistrationPlan or DeploymentPlan;

    private static string Json(Product product) => JsonSerializer.Serialize(product, PlanJson.Compact);
}
