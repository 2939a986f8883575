using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Data;
using MlOps.Sdk.Deployments;
using MlOps.Sdk.KillTarget;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Local.Tests.Runs;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Local.Tests.Registry;

/// <summary>Who is live after runs, approvals and ways back: pipelines with every part real.</summary>
public sealed class ApprovalTests : IAsyncDisposable
{
    private readonly RunnerHost _host = new();
    private readonly string _csv;

    public ApprovalTests()
    {
        _csv = Path.Combine(_host.Root, "flights.csv");
        SmallPipeline.WriteCsv(_csv);
    }

    private IModelRegistry Registry => _host.Provider.GetRequiredService<IModelRegistry>();

    private string Endpoint => EndpointFile.PathOf(_host.Root, "flights");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_model_waits_for_a_person_and_the_next_run_deploys_it()
    {
        PipelineRun waiting = await RunAsync(WithApproval(seed: 1));
        Assert.Equal((RunState.Succeeded, 1, null), (waiting.State, waiting.Model!.Version, waiting.Live));
        Assert.Equal((StageOutcome.Skipped, false), (waiting.Stages[^1].Outcome, File.Exists(Endpoint)));
        Assert.Equal(
            "nothing is to be live yet: flights version 1, waiting; nothing is live: it waits for approval (no comparison with the champion was asked for)",
            waiting.Stages[^1].Reasons[0]);
        RunForecast forecast = await _host.Runner.PlanAsync(WithApproval(seed: 1), Token);
        Assert.Contains("nothing is to be live yet", forecast.Stages[^1].Reasons[0], StringComparison.Ordinal);

        await Registry.ApproveAsync("flights", 1, "ada", "fine", Token);
        PipelineRun approved = await RunAsync(WithApproval(seed: 1));
        Assert.Equal((1, 1), (approved.Live!.Version, Served()));
        Assert.Equal(["register", "deploy"], approved.Stages.Where(stage => stage.Outcome == StageOutcome.Executed).Select(stage => stage.Name));

        PipelineRun next = await RunAsync(WithApproval(seed: 2));
        Assert.Equal((2, 1, 1), (next.Model!.Version, next.Live!.Version, Served()));
        Assert.Equal(StageOutcome.Reused, next.Stages[^1].Outcome);
        await Registry.RejectAsync("flights", 2, "ada", "errs at night", Token);
        PipelineRun rejected = await RunAsync(WithApproval(seed: 2));
        Assert.Equal("flights version 2, rejected; version 1 stays live: a person has rejected it", rejected.Registration!.ToString());
        Assert.Equal(1, Served());
    }

    [Fact]
    public async Task A_person_goes_back_and_the_next_run_deploys_that_and_stays_there()
    {
        await RunAsync(SmallPipeline.Build(_csv, seed: 1));
        await RunAsync(SmallPipeline.Build(_csv, seed: 2));
        Assert.Equal(2, Served());
        await Registry.PromoteAsync("flights", 1, "ada", "2 errs at night", Token);
        for (int time = 0; time < 2; time++)
        {
            PipelineRun run = await RunAsync(SmallPipeline.Build(_csv, seed: 2));
            Assert.Equal((2, 1, 1), (run.Model!.Version, run.Live!.Version, Served()));
        }

        LiveState now = await _host.Provider.GetRequiredService<IAuditLog>().AsOfAsync(DateTimeOffset.MaxValue, Token);
        Assert.Equal(("ada", "roll-back", 1), (now.Models[0].By, now.Models[0].Move.Action, now.Endpoints[0].Version));
    }

    [Fact]
    public async Task A_challenger_that_does_not_win_is_registered_and_deploys_nothing()
    {
        PipelineRun first = await RunAsync(ReplayTests.Contest(_csv, seed: 1));
        PipelineRun second = await RunAsync(ReplayTests.Contest(_csv, seed: 2));
        Assert.Equal((RunState.Succeeded, 2, 1, 1), (second.State, second.Model!.Version, second.Live!.Version, Served()));
        Assert.NotEqual(PromotionOutcome.Promote, second.Product<ValidatedModel>().Decision.Outcome);
        Assert.Equal(StageOutcome.Reused, second.Stages[^1].Outcome);
        Assert.Equal(first.Model, second.Live);
        Assert.Equal(2, (await Registry.FindAsync("flights", ModelAlias.Challenger, Token))!.Version);
        Assert.StartsWith("flights version 2, challenger; version 1 stays live: ", second.Registration!.ToString(), StringComparison.Ordinal);
        // The validation has said why a line before.
        Assert.Equal("flights version 2, challenger; version 1 stays live", StageText.Of(second.Stages[^2]));

        // With nothing changed everything is reused, and the first pipeline finds itself the champion.
        Assert.All((await RunAsync(ReplayTests.Contest(_csv, seed: 2))).Stages, stage => Assert.Equal(StageOutcome.Reused, stage.Outcome));
        Assert.Equal(1, (await RunAsync(ReplayTests.Contest(_csv, seed: 1))).Live!.Version);
    }

    [Fact]
    public async Task The_card_of_a_version_says_what_bundle_evidence_and_people_know()
    {
        PipelineRun run = await RunAsync(ReplayTests.Contest(_csv, seed: 1));
        ModelCard card = await Registry.ReadCardAsync("flights", 1, Token);
        foreach (string text in (string[])[card.Markdown, card.Html])
        {
            foreach (string expected in (string[])
                ["flights 1", "champion", "Tests.", "AreaUnderRocCurve", "the first model", run.Model!.Bundle.Digest, "Calibration", "Distance", "Limits"])
                Assert.Contains(expected, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("<script", card.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http://", card.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("https://", card.Html, StringComparison.OrdinalIgnoreCase);
        if (Environment.GetEnvironmentVariable("MLOPS_CARD") is { } folder)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "card.html"), card.Html, Token);
            await File.WriteAllTextAsync(Path.Combine(folder, "card.md"), card.Markdown, Token);
        }
    }

    private Pipeline WithApproval(int seed)
    {
        Pipeline pipeline = SmallPipeline.Build(_csv, seed);
        return new Pipeline(
            pipeline.Plan with { Stages = pipeline.Plan.Stages.Select(stage => stage is RegistrationPlan plan ? plan with { RequiresApproval = true } : stage).ToValueList() },
            pipeline.Bindings);
    }

    private int Served() => EndpointFile.Parse(File.ReadAllBytes(Endpoint)).Version;

    private Task<PipelineRun> RunAsync(Pipeline pipeline) => _host.Runner.RunAsync(pipeline, Token);
}
