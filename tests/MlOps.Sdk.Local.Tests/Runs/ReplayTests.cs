using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Data;
using MlOps.Sdk.KillTarget;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Local.Tests.Runs;

public sealed class ReplayTests : IAsyncDisposable
{
    private readonly RunnerHost _host = new();

    private string Csv => Path.Combine(_host.Root, "flights.csv");

    private string Source => Path.Combine(_host.Root, "source.txt");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_run_that_is_replayed_makes_the_same_and_publishes_nothing()
    {
        PipelineRun run = await RunSmallAsync();
        string[] artifacts = Artifacts();
        Replay replay = await _host.Runner.ReplayAsync(run.Id, pipeline: null, Token);

        Assert.True(replay.IsSame, replay.ToString());
        Assert.Equal(run.Stages.Select(stage => stage.Name), replay.Stages.Select(stage => stage.Name));
        Assert.Equal(["register", "deploy"], replay.Stages.Where(stage => stage.Outcome == ReplayOutcome.Left).Select(stage => stage.Name));
        Assert.All(replay.Stages.SkipLast(2), stage => Assert.Equal((ReplayOutcome.Same, stage.Recorded), (stage.Outcome, stage.Replayed)));
        Assert.Equal(artifacts, Artifacts());
        Assert.Single(await _host.Store.ListAsync(null, 10, Token));
        Assert.Equal(3, (await _host.Provider.GetRequiredService<IAuditLog>().ListAsync(Token)).Count);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_host.Root, "work")));
    }

    [Fact]
    public async Task A_run_whose_artifacts_were_pruned_can_be_replayed()
    {
        File.WriteAllText(Source, "1");
        PipelineRun run = await _host.RunAsync(NumberStages.Ingest(Source), NumberStages.Add(10));
        await _host.Runner.PruneAsync(new Retention { Runs = 0, Age = TimeSpan.Zero }, dryRun: false, Token);
        Assert.True((await _host.Runner.ReplayAsync(run.Id, pipeline: null, Token)).IsSame);
    }

    [Fact]
    public async Task Changed_data_are_named_with_the_stage_that_brings_them()
    {
        PipelineRun run = await RunSmallAsync();
        string text = File.ReadAllText(Csv);
        File.WriteAllText(Csv, text.Replace("\n7,259,", "\n7,260,", StringComparison.Ordinal));
        Assert.NotEqual(text, File.ReadAllText(Csv));

        ReplayedStage first = (await _host.Runner.ReplayAsync(run.Id, pipeline: null, Token)).FirstDifference!;
        Assert.Equal(("ingest", ReplayOutcome.Different), (first.Name, first.Outcome));
        Assert.Equal("source changed", first.Differences[0]);
        Assert.Contains(first.Differences, difference => difference.StartsWith("product.parts[0].digest: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_seed_is_named_with_the_stage_that_it_decides()
    {
        PipelineRun run = await RunSmallAsync();
        Replay replay = await _host.Runner.ReplayAsync(run.Id, SmallPipeline.Build(Csv, seed: 2), Token);
        Assert.Equal("train", replay.FirstDifference!.Name);
        Assert.Equal("plan.seed: 1 -> 2", replay.FirstDifference.Differences[0]);
        Assert.Contains("different  plan.seed: 1 -> 2; product.bundle", replay.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changed_code_of_the_users_own_is_named()
    {
        File.WriteAllText(Source, "1");
        PipelineRun run = await _host.RunAsync(NumberStages.Ingest(Source), NumberStages.Add(10), NumberStages.Add(20, "more", inputs: "transform"));
        TransformPlan changed = NumberStages.Add(10) with { Implementation = NumberStages.Own<OtherAddingTransformer>(10) };
        Replay replay = await _host.Runner.ReplayAsync(
            run.Id, Pipeline(NumberStages.Ingest(Source), changed, NumberStages.Add(20, "more", inputs: "transform")), Token);
        Assert.Equal([ReplayOutcome.Same, ReplayOutcome.Different, ReplayOutcome.Different], replay.Stages.Select(stage => stage.Outcome));
        Assert.StartsWith($"implementation: {typeof(AddingTransformer).FullName} -> {typeof(OtherAddingTransformer).FullName}", replay.FirstDifference!.Differences[0], StringComparison.Ordinal);
        Assert.Equal("input transform changed", replay.Stages[2].Differences[0]);
    }

    [Fact]
    public async Task A_stage_that_makes_something_else_each_time_is_found_though_nothing_has_changed()
    {
        File.WriteAllText(Source, "1");
        PipelineRun run = await _host.RunAsync(
            NumberStages.Ingest(Source), NumberStages.Add(10) with { Implementation = NumberStages.Own<CountingTransformer>(1) });
        ReplayedStage first = (await _host.Runner.ReplayAsync(run.Id, pipeline: null, Token)).FirstDifference!;
        Assert.Equal("transform", first.Name);
        Assert.All(first.Differences, difference => Assert.StartsWith("product.", difference, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stage_that_fails_now_is_told_with_its_error_and_what_reads_from_it_too()
    {
        File.WriteAllText(Source, "1");
        PipelineRun run = await _host.RunAsync(NumberStages.Ingest(Source), NumberStages.Add(10));
        File.Delete(Source);
        Replay replay = await _host.Runner.ReplayAsync(run.Id, pipeline: null, Token);
        Assert.Equal([ReplayOutcome.Failed, ReplayOutcome.Failed], replay.Stages.Select(stage => stage.Outcome));
        Assert.StartsWith($"ingest: there is no file '{Source}'", replay.FirstDifference!.Differences[0], StringComparison.Ordinal);
        await Assert.ThrowsAsync<KeyNotFoundException>(() => _host.Runner.ReplayAsync("none", pipeline: null, Token));
    }

    [Fact]
    public async Task A_stage_that_looks_back_sees_what_it_saw_then()
    {
        PipelineRun[] runs = new PipelineRun[4];
        for (int number = 0; number < runs.Length; number++)
        {
            // The last run reuses what the second made.
            File.WriteAllText(Source, $"{(number == 3 ? 2 : number + 1)}");
            runs[number] = await _host.RunAsync(
                NumberStages.Ingest(Source), NumberStages.Add(0) with { Implementation = NumberStages.Own<LookingBackTransformer>(1) });
        }

        Assert.Equal(["1", "3", "6", "3"], runs.Select(run => File.ReadAllText(_host.Artifacts.Resolve(run.Product<Dataset>("transform").Parts[0]))));
        foreach (PipelineRun run in runs)
        {
            // The reused one's source is another by now.
            File.WriteAllText(Source, File.ReadAllText(_host.Artifacts.Resolve(run.Product<Dataset>("ingest").Parts[0])));
            Replay replay = await _host.Runner.ReplayAsync(run.Id, pipeline: null, Token);
            Assert.True(replay.IsSame, replay.ToString());
        }
    }

    [Fact]
    public async Task A_model_is_compared_with_the_champion_that_there_was()
    {
        SmallPipeline.WriteCsv(Csv);
        PipelineRun first = await _host.Runner.RunAsync(Contest(seed: 1), Token);
        PipelineRun second = await _host.Runner.RunAsync(Contest(seed: 2), Token);
        Assert.Equal((PromotionOutcome.FirstModel, 1), (first.Product<ValidatedModel>().Decision.Outcome, second.Product<ValidatedModel>().Decision.Champion!.Version));
        await _host.Provider.GetRequiredService<IModelRegistry>().PromoteAsync("flights", 2, "ada", null, Token);
        foreach (PipelineRun run in (PipelineRun[])[first, second])
        {
            Replay replay = await _host.Runner.ReplayAsync(run.Id, pipeline: null, Token);
            Assert.True(replay.IsSame, replay.ToString());
        }
    }

    internal static Pipeline Contest(string csv, int seed) => new PipelineBuilder("flights")
        .Ingest(Sdk.Source.Csv<SmallPipeline.Flight>(csv))
        .Stage("flights", stage => stage.SplitByHash(f => f.Id, test: 0.3))
        .Train(learn => learn
            .Binary(label: f => f.Late)
            .Features(f => new { Distance = Feature.Standardize(f.Distance), Carrier = Feature.Vocabulary(f.Carrier, size: 2) })
            .Try(Learner.Linear())
            .WithSeed(seed)
            .BeatChampion(by: m => m.AreaUnderRocCurve)
            .Card(intendedUse: "Tests."))
        .Deploy("flights")
        .Build();

    private Pipeline Contest(int seed) => Contest(Csv, seed);

    private async Task<PipelineRun> RunSmallAsync()
    {
        SmallPipeline.WriteCsv(Csv);
        return await _host.Runner.RunAsync(SmallPipeline.Build(Csv), Token);
    }

    private static Pipeline Pipeline(params StagePlan[] stages) => new(new PipelinePlan("test", [.. stages]), new Dictionary<string, object>());

    private string[] Artifacts() =>
        [.. Directory.EnumerateDirectories(Path.Combine(_host.Root, "artifacts")).SelectMany(Directory.EnumerateFileSystemEntries).Order(StringComparer.Ordinal)];
}

/// <summary>Like <see cref="AddingTransformer"/>, but for one.</summary>
internal sealed class OtherAddingTransformer : ITransformer
{
    public async Task<Dataset> TransformAsync(TransformRequest request, StageContext context, CancellationToken cancellationToken) =>
        await NumberStages.WriteAsync(await NumberStages.ReadAsync(request.Inputs[0], context) + context.ReadSettings<int>() + 1, context, cancellationToken);
}

/// <summary>Makes another number each time.</summary>
internal sealed class CountingTransformer : ITransformer
{
    private static int s_count;

    public Task<Dataset> TransformAsync(TransformRequest request, StageContext context, CancellationToken cancellationToken) =>
        NumberStages.WriteAsync(Interlocked.Increment(ref s_count), context, cancellationToken);
}

/// <summary>Adds its input to what it made last.</summary>
internal sealed class LookingBackTransformer : ITransformer
{
    public async Task<Dataset> TransformAsync(TransformRequest request, StageContext context, CancellationToken cancellationToken)
    {
        Product? previous = await context.History.FindPreviousAsync(cancellationToken);
        long sum = previous is Dataset before ? await NumberStages.ReadAsync(before, context) : 0;
        return await NumberStages.WriteAsync(sum + await NumberStages.ReadAsync(request.Inputs[0], context), context, cancellationToken);
    }
}
