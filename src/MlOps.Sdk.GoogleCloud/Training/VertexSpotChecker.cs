using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Ranks learners on Vertex AI: one custom job runs the worker, which does what the local platform does.</summary>
internal sealed class VertexSpotChecker(WorkerJobs worker) : ISpotChecker
{
    public Task<SpotCheck> CheckAsync(SpotCheckRequest request, StageContext context, CancellationToken cancellationToken) =>
        worker.RunAsync<SpotCheck>("check", request.Plan, request.Staged, request.Features, context, cancellationToken);
}
