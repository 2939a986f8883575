using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Trains on Vertex AI: a custom job runs the worker, which does what the local platform does and writes the bundle to the bucket.</summary>
internal sealed class VertexTrainer(WorkerJobs worker) : ITrainer
{
    public Task<TrainedModel> TrainAsync(TrainingRequest request, StageContext context, CancellationToken cancellationToken) =>
        worker.RunAsync<TrainedModel>("train", request.Plan, request.Staged, request.Features, context, cancellationToken);
}
