using Microsoft.Extensions.Options;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Stages;

/// <summary>Asks each service that a pipeline needs for something harmless, to hear now what it would refuse later.</summary>
internal sealed class CloudCheck(
    IOptions<GoogleCloudOptions> options, ICloudStorage storage, IBigQuery bigQuery, BigQueryPlaces places, IDataflow dataflow, IVertexAi vertex) : IPlatformCheck
{
    public string Platform => Platforms.GoogleCloud;

    public async Task<IReadOnlyList<Problem>> CheckAsync(IReadOnlyList<StagePlan> stages, CancellationToken cancellationToken)
    {
        List<Problem> problems = [];
        if (options.Value.WorkerImage.Length == 0 && stages.FirstOrDefault(NeedsWorker) is { } needy)
            problems.Add(new("MlOps:GoogleCloud:WorkerImage", $"the stage '{needy.Name}' runs in the worker, of which no image is named. Name the worker's container image."));

        await AskAsync("Cloud Storage", () => storage.FindBucketAsync(options.Value.Bucket.Split('/')[0], cancellationToken));
        await AskAsync("BigQuery", () => bigQuery.DryRunAsync(places.ProjectId, places.Location, new() { Sql = "SELECT 1" }, cancellationToken));
        if (options.Value.Transform != TransformEngine.BigQuery && stages.Any(stage => stage is TransformPlan))
            await AskAsync("Dataflow", () => dataflow.FindAsync("mlops-check", "mlops-check", cancellationToken));
        if (stages.Any(WorkerImages.RunsIn))
            await AskAsync("Vertex AI", () => vertex.CustomJobs.FindAsync("mlops-check", cancellationToken));
        foreach (DeploymentPlan deployment in stages.OfType<DeploymentPlan>())
            await AskAsync("Vertex AI", () => vertex.Endpoints.FindAsync(deployment.Endpoint, cancellationToken));
        return problems;

        async Task AskAsync<T>(string service, Func<Task<T>> ask)
        {
            try
            {
                await ask();
            }
            catch (GoogleCloudException exception)
            {
                problems.Add(new(service, exception.Message));
            }
        }
    }

    private static bool NeedsWorker(StagePlan stage) =>
        stage is DeploymentPlan || (WorkerImages.RunsIn(stage) && !WorkerImages.ProgramsOf(stage).Any());
}
