using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Deployments;
using MlOps.Sdk.GoogleCloud.Tests.Pipelines;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.GoogleCloud.Tests.Deployments;

/// <summary>A version begins with some of an endpoint's traffic.</summary>
public sealed class CanaryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_canary_takes_its_share_of_the_old_version_and_all_of_it_when_the_plan_says_so()
    {
        await using CloudRun cloud = await CloudRun.StartAsync(options => options.Transform = TransformEngine.BigQuery);

        await cloud.RunAsync(Strikes(seed: 0, canary: 10));
        Assert.Equal([100], await SharesAsync(cloud));

        PipelineRun second = await cloud.RunAsync(Strikes(seed: 1, canary: 10));
        Assert.Equal([90, 10], await SharesAsync(cloud));
        Assert.Equal(10, second.Product<Deployment>().Canary);
        Assert.Contains("\"canary\":10", (await cloud.Services.GetRequiredService<IAuditLog>().FindLastAsync("endpoint bird-strikes", Token))!.Detail, StringComparison.Ordinal);
        Assert.All((await cloud.RunAsync(Strikes(seed: 1, canary: 10))).Stages, stage => Assert.Equal(StageOutcome.Reused, stage.Outcome));

        await cloud.RunAsync(Strikes(seed: 1, canary: null));
        Assert.Equal([100], await SharesAsync(cloud));
    }

    private static Pipeline Strikes(int seed, int? canary)
    {
        PipelinePlan plan = BirdStrikes.Build(seed).Plan;
        return Pipeline.FromPlan(plan with { Stages = [.. plan.Stages.Select(stage => stage is DeploymentPlan deployment ? deployment with { Canary = canary } : stage)] });
    }

    // Of what is deployed, by the order in which it was.
    private static async Task<IEnumerable<int>> SharesAsync(CloudRun cloud)
    {
        VertexEndpoint endpoint = await cloud.Services.GetRequiredService<IVertexAi>().Endpoints.GetAsync("bird-strikes", Token);
        return endpoint.DeployedModels!.OrderBy(deployed => deployed.CreateTime).Select(deployed => endpoint.TrafficSplit!.GetValueOrDefault(deployed.Id));
    }
}
