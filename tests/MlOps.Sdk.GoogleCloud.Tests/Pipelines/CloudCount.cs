using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Clients;

namespace MlOps.Sdk.GoogleCloud.Tests.Pipelines;

/// <summary>What a run has left in the cloud that costs, or answers.</summary>
internal sealed record CloudCount(int DataflowJobs, int TrainingJobs, int ModelVersions, int DeployedModels, int Traffic)
{
    /// <summary>What one run of the first example leaves, whatever befell it.</summary>
    public static CloudCount Once { get; } = new(DataflowJobs: 1, TrainingJobs: 1, ModelVersions: 1, DeployedModels: 1, Traffic: 100);

    public static async Task<CloudCount> OfAsync(CloudRun cloud)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        IVertexAi vertex = cloud.Services.GetRequiredService<IVertexAi>();
        int jobs = await vertex.CustomJobs.ListAsync(null, token).CountAsync(token);
        int versions = await vertex.Models.ListVersionsAsync("bird-strikes", null, token).CountAsync(token);
        VertexEndpoint endpoint = await vertex.Endpoints.GetAsync("bird-strikes", token);
        int launches = cloud.Google.Exchanges.All
            .Where(exchange => exchange.Status == 200 && exchange.Target.Contains("flexTemplates:launch", StringComparison.Ordinal))
            .Count();
        return new(launches, jobs, versions, endpoint.DeployedModels!.Count, endpoint.TrafficSplit!.Values.Sum());
    }
}
