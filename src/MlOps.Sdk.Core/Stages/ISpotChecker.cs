using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Stages;

/// <summary>The stage that ranks learners by cross-validation on a sample.</summary>
/// <remarks>
/// Local: over <see cref="ITrainer.OpenTrialsAsync"/>, in this process.
/// Google Cloud: a custom job of Vertex AI in which the worker does the same.
/// </remarks>
public interface ISpotChecker
{
    /// <summary>Ranks the learners.</summary>
    Task<SpotCheck> CheckAsync(SpotCheckRequest request, StageContext context, CancellationToken cancellationToken);
}

/// <summary>What an <see cref="ISpotChecker"/> is to do.</summary>
/// <param name="Staged">The rows, with their splits.</param>
/// <param name="Features">The fitted features and the label.</param>
/// <param name="Plan">The learners, the folds, the sample.</param>
public sealed record SpotCheckRequest(StagedDataset Staged, FittedFeatures Features, SpotCheckPlan Plan);
