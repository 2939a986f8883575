using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Trains where the learner is at home: in BigQuery, or in a custom job of Vertex AI.</summary>
internal sealed class CloudTrainer(VertexTrainer vertex, BigQueryMlTrainer bigQuery) : ITrainer
{
    public Task<TrainedModel> TrainAsync(TrainingRequest request, StageContext context, CancellationToken cancellationToken) =>
        (request.Plan.Learner is BigQueryLearner ? (ITrainer)bigQuery : vertex).TrainAsync(request, context, cancellationToken);
}
