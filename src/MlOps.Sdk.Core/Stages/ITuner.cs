using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Stages;

/// <summary>The stage that searches the settings of learners.</summary>
/// <remarks>
/// Local: over <see cref="ITrainer.OpenTrialsAsync"/>, in this process; each finished trial is noted in the journal.
/// Google Cloud: a hyper-parameter tuning job of Vertex AI, in which the worker runs the trials. Before it a custom job tries the learners as they are and the best
/// of an earlier search, of which the service can't be told; it takes no seed for its proposals, and every trial is on all rows.
/// </remarks>
public interface ITuner
{
    /// <summary>Searches, and returns every trial with the best settings.</summary>
    Task<Tuning> TuneAsync(TuningRequest request, StageContext context, CancellationToken cancellationToken);
}

/// <summary>What an <see cref="ITuner"/> is to do.</summary>
/// <param name="Staged">The rows, with their splits.</param>
/// <param name="Features">The fitted features and the label.</param>
/// <param name="Plan">The spaces, the number of trials, the method; of the spaces only those that are left after the spot-check.</param>
public sealed record TuningRequest(StagedDataset Staged, FittedFeatures Features, TuningPlan Plan);
