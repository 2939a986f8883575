using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Stages;

/// <summary>The stage that trains a learner and evaluates it on the held-out splits.</summary>
/// <remarks>
/// Local: ML.NET, fed column by column from DuckDB, or a program of the user's.
/// Google Cloud: a Vertex AI custom job in which the worker does the same; a <see cref="BigQueryLearner"/> in BigQuery.
/// </remarks>
public interface ITrainer
{
    /// <summary>Trains, evaluates and writes a model bundle.</summary>
    Task<TrainedModel> TrainAsync(TrainingRequest request, StageContext context, CancellationToken cancellationToken);

    /// <summary>Makes the training split ready for many short trainings, as spot-checks and searches run them.</summary>
    /// <exception cref="StageException">The trainer can't, or the rows can't be trained on.</exception>
    Task<ITrials> OpenTrialsAsync(TrialsRequest request, StageContext context, CancellationToken cancellationToken) =>
        throw new StageException($"{context.Stage}: {GetType().Name} trains no trials. Implement ITrainer.OpenTrialsAsync, or leave SpotCheck(…) and Tune(…) out.");
}

/// <summary>What an <see cref="ITrainer"/> is to do.</summary>
/// <param name="Staged">The rows, with their splits.</param>
/// <param name="Features">The fitted features, the label and the golden rows.</param>
/// <param name="Plan">The task, the learner, the seed.</param>
public sealed record TrainingRequest(StagedDataset Staged, FittedFeatures Features, TrainingPlan Plan);
