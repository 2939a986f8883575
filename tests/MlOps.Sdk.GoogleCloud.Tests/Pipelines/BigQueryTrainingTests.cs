using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Core.Tests.Models.Xgboost;
using MlOps.Sdk.Models;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.GoogleCloud.Tests.Pipelines;

/// <summary>The first example's strikes, learnt from in BigQuery.</summary>
public sealed class BigQueryTrainingTests
{
    public static TheoryData<Learner> Learners =>
        [Learner.BigQueryLinear(l2: 1), Learner.BigQueryTrees(trees: 60, depth: 4), Learner.BigQueryNetwork([32, 16], maxIterations: 10)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Learners))]
    public async Task Bird_strikes_are_learnt_in_BigQuery_and_served_as_the_bundle_says(Learner learner)
    {
        if (learner is BigQueryTreesLearner)
            XgboostPython.OrSkip();
        await using CloudRun cloud = await CloudRun.StartAsync(options => options.Transform = TransformEngine.BigQuery);

        PipelineRun run = await cloud.RunAsync(BirdStrikes.BuildInBigQuery(learner));

        Assert.InRange(run.Evaluation!["AreaUnderRocCurve"], 0.75, 1);
        TestContext.Current.TestOutputHelper!.WriteLine($"AUC {run.Evaluation["AreaUnderRocCurve"]}");
        Assert.Empty(await cloud.Services.GetRequiredService<IVertexAi>().CustomJobs.ListAsync(null, Token).ToListAsync(Token));
        ServableModel model = ServableModel.Load(await cloud.Services.GetRequiredService<IArtifactStore>().FetchAsync(run.Model!.Bundle, Token));
        Assert.Equal(learner, model.Manifest.Learner);
        JsonElement[] instances = [.. run.Product<FittedFeatures>().Golden.Select(golden => JsonDocument.Parse(golden.Instance).RootElement)];
        Assert.True(instances.Length > 10);
        await ServedScores.AssertEqualAsync(model, cloud, instances);
    }

    [Fact]
    public async Task Training_in_BigQuery_needs_neither_the_worker_nor_Vertex_AI_and_a_second_run_trains_nothing()
    {
        await using CloudRun cloud = await CloudRun.StartAsync(options =>
        {
            options.Transform = TransformEngine.BigQuery;
            options.WorkerImage = "";
        });
        Pipeline pipeline = BirdStrikes.BuildInBigQuery(Learner.BigQueryLinear(l2: 1), deploy: false);

        RunForecast forecast = await cloud.Runner.PlanAsync(pipeline, Token);
        await cloud.RunAsync(pipeline);

        Assert.Empty(forecast.Problems);
        Assert.DoesNotContain(cloud.Google.Exchanges.All, exchange => exchange.Target.Contains("/customJobs", StringComparison.Ordinal));
        Assert.Single(cloud.Google.Exchanges.All, exchange =>
            exchange.Method == "POST" && Encoding.UTF8.GetString(exchange.Body).Contains("CREATE OR REPLACE MODEL", StringComparison.Ordinal));
        PipelineRun again = await cloud.RunAsync(pipeline);
        Assert.All(again.Stages, stage => Assert.Equal(StageOutcome.Reused, stage.Outcome));
    }
}
