using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Data;
using MlOps.Sdk.Deployments;
using MlOps.Sdk.KillTarget;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Local.Tests.Runs;

/// <summary>From rows to an endpoint, with every part real.</summary>
public sealed class SmallPipelineTests : IAsyncDisposable
{
    private readonly RunnerHost _host = new();
    private readonly string _csv;

    public SmallPipelineTests()
    {
        _csv = Path.Combine(_host.Root, "flights.csv");
        SmallPipeline.WriteCsv(_csv);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Endpoint => EndpointFile.PathOf(_host.Root, "flights");

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_run_ends_with_a_version_on_an_endpoint_and_the_next_has_nothing_to_do()
    {
        PipelineRun first = await RunAsync(SmallPipeline.Build(_csv));
        Assert.True(first.Evaluation!["AreaUnderRocCurve"] >= 0.9);
        Assert.Equal(1, first.Model!.Version);
        EndpointFile endpoint = EndpointFile.Parse(File.ReadAllBytes(Endpoint));
        Assert.Equal((1, first.Model.Bundle.Digest), (endpoint.Version, endpoint.Digest));
        Assert.Equal("flights", ServableModel.Load(Path.Combine(_host.Root, endpoint.Bundle)).Manifest.Lineage.Pipeline);

        PipelineRun second = await RunAsync(SmallPipeline.Build(_csv));
        Assert.All(second.Stages, stage => Assert.Equal(StageOutcome.Reused, stage.Outcome));
        Assert.Equal(first.Model, second.Model);
    }

    [Fact]
    public async Task A_changed_gate_runs_the_validation_and_what_depends_on_its_product()
    {
        await RunAsync(SmallPipeline.Build(_csv));
        PipelineRun run = await RunAsync(With<ValidationPlan>(plan => plan with { Gates = [plan.Gates[0] with { Bound = 0.8 }] }));

        // The version that it registers is the same, so the deployment stands.
        Assert.Equal(["validate", "register"], run.Stages.Where(stage => stage.Outcome == StageOutcome.Executed).Select(stage => stage.Name));
        Assert.Contains("validate       executed   plan.gates[0].bound: 0.9 -> 0.8", run.Explain());
        Assert.Equal(1, run.Model!.Version);
    }

    [Fact]
    public async Task A_gate_that_is_not_met_names_value_and_bound_and_nothing_is_deployed()
    {
        PipelineRunException exception = await Assert.ThrowsAsync<PipelineRunException>(() => RunAsync(With<ValidationPlan>(plan => plan with
        {
            Gates = [new GatePlan("LogLoss", GateComparison.AtMost, -1), new GatePlan("Accuracy", GateComparison.Above, 1), plan.Gates[0]],
        })));

        Assert.Matches(@"validate: LogLoss <= -1 is not met: 0\.\d+; Accuracy > 1 is not met: [01][.\d]* \(linear, \d+ test rows\)\. Nothing was registered", exception.Message);
        Assert.DoesNotContain("AreaUnderRocCurve", exception.Message);
        Assert.Equal([StageOutcome.Failed, StageOutcome.Skipped, StageOutcome.Skipped], exception.Run.Stages.TakeLast(3).Select(stage => stage.Outcome));
        Assert.False(File.Exists(Endpoint));
        Assert.Empty(await _host.Provider.GetRequiredService<IModelRegistry>().ListAsync("flights", Token));
    }

    [Fact]
    public async Task A_check_that_is_added_and_holds_retrains_nothing()
    {
        await RunAsync(SmallPipeline.Build(_csv));
        PipelineRun run = await RunAsync(With<VerifyPlan>(plan => plan with { Checks = plan.Checks.With(new RowCountCheckPlan(1) { Description = "rows >= 1" }) }));
        Assert.Equal(["verify"], run.Stages.Where(stage => stage.Outcome == StageOutcome.Executed).Select(stage => stage.Name));
    }

    [Fact]
    public async Task A_damaged_bundle_is_trained_again_into_the_same_version()
    {
        PipelineRun first = await RunAsync(SmallPipeline.Build(_csv));
        string scorer = Path.Combine(_host.Artifacts.Resolve(first.Model!.Bundle), "scorer.json");
        new FileInfo(scorer).IsReadOnly = false;
        File.AppendAllText(scorer, " ");

        PipelineRun run = await RunAsync(SmallPipeline.Build(_csv));
        Assert.Equal(["train"], run.Stages.Where(stage => stage.Outcome == StageOutcome.Executed).Select(stage => stage.Name));
        Assert.StartsWith("artifact damaged: artifact:", Assert.Single(run.Stages.Single(stage => stage.Name == "train").Reasons));
        Assert.Equal(first.Model, run.Model);
        Assert.True(await _host.Artifacts.VerifyAsync(first.Model.Bundle, Token));
    }

    [Fact]
    public async Task An_endpoint_that_was_pointed_elsewhere_is_deployed_again()
    {
        await RunAsync(SmallPipeline.Build(_csv, seed: 1));
        PipelineRun second = await RunAsync(SmallPipeline.Build(_csv, seed: 2));
        PipelineRun back = await RunAsync(SmallPipeline.Build(_csv, seed: 1));

        Assert.Equal((2, 1), (second.Model!.Version, back.Model!.Version));
        Assert.Equal(["register", "deploy"], back.Stages.Where(stage => stage.Outcome == StageOutcome.Executed).Select(stage => stage.Name));
        Assert.Contains("the champion is flights 2", back.Explain());
        Assert.Contains("endpoint 'flights' isn't known to serve flights 1", back.Explain());
        Assert.Equal(1, EndpointFile.Parse(File.ReadAllBytes(Endpoint)).Version);
        IAuditLog audit = _host.Provider.GetRequiredService<IAuditLog>();
        Assert.Equal(
            ["register", "promote", "deploy", "register", "promote", "deploy", "promote", "deploy"], (await audit.ListAsync(Token)).Select(entry => entry.Action));
    }

    [Fact]
    public async Task Lineage_leads_from_the_model_back_to_the_source()
    {
        PipelineRun run = await RunAsync(SmallPipeline.Build(_csv));
        HashSet<string> kinds = [];
        Queue<string> pending = new([run.Model!.ComputeFingerprint()]);
        while (pending.TryDequeue(out string? fingerprint))
        {
            foreach (StageLineage lineage in await _host.Store.FindLineageAsync(fingerprint, Token))
            {
                if (lineage.Key.Ingredients.FirstOrDefault(ingredient => ingredient.Name == "source") is { } source)
                    kinds.Add($"source {source.Value}");
                foreach (Evaluation evaluation in lineage.Evaluations)
                    kinds.Add($"evaluated on {evaluation.Split}");
                foreach (Parameter parameter in lineage.Parameters.Where(parameter => parameter.Name == "learner.l2"))
                    kinds.Add($"{parameter.Name} {parameter.Value}");
                foreach (string input in lineage.Inputs)
                    pending.Enqueue(input);
            }
        }

        Assert.Contains("evaluated on test", kinds);
        Assert.Contains("learner.l2 1", kinds);
        Assert.Single(kinds, kind => kind.StartsWith("source ", StringComparison.Ordinal));
        Assert.Equal(run.Product<Dataset>("ingest").SourceVersion, kinds.Single(kind => kind.StartsWith("source ", StringComparison.Ordinal))[7..]);
    }

    private Pipeline With<T>(Func<T, T> change)
        where T : StagePlan
    {
        Pipeline pipeline = SmallPipeline.Build(_csv);
        return new Pipeline(
            pipeline.Plan with { Stages = pipeline.Plan.Stages.Select(stage => stage is T plan ? change(plan) : stage).ToValueList() }, pipeline.Bindings);
    }

    private Task<PipelineRun> RunAsync(Pipeline pipeline) => _host.Runner.RunAsync(pipeline, Token);
}
