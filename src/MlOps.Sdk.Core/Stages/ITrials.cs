using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Stages;

/// <summary>A training split that is at hand for many short trainings. Several may run at once.</summary>
public interface ITrials : IAsyncDisposable
{
    /// <summary>How many rows are at hand.</summary>
    long Rows { get; }

    /// <summary>About how many bytes a running trial takes, apart from the rows; 0 if it takes none here.</summary>
    long BytesPerTrial { get; }

    /// <summary>Looks among the features for those that seem to know the label, or to name the row; finds none unless it is implemented.</summary>
    Task<ValueList<LeakWarning>> FindLeaksAsync(CancellationToken cancellationToken) => Task.FromResult<ValueList<LeakWarning>>([]);

    /// <summary>Trains on some of the rows and evaluates on others; keeps no model.</summary>
    /// <exception cref="StageException">The learner can't be trained on these rows.</exception>
    Task<Evaluation> RunAsync(Trial trial, CancellationToken cancellationToken);
}

/// <summary>What trials are to be run on.</summary>
/// <param name="Staged">The rows, with their splits.</param>
/// <param name="Features">The fitted features and the label.</param>
/// <param name="Task">What kind of value is predicted.</param>
/// <param name="Folds">Into how many parts the rows are divided.</param>
/// <param name="Rows">At most so many rows of the training split, always the same ones; null for all.</param>
/// <param name="Order">The time that orders the rows; null if they have no order.</param>
public sealed record TrialsRequest(StagedDataset Staged, FittedFeatures Features, TaskKind Task, int Folds, long? Rows = null, ScalarNode? Order = null);

/// <summary>One training and evaluation.</summary>
/// <param name="Learner">What is trained.</param>
/// <param name="Fold">The part to evaluate on, from 0; the others are trained on, or, where rows have an order, those before it.</param>
/// <param name="Share">The share of those rows that is trained on, always the same ones, of a lesser share too; above 0, at most 1.</param>
/// <param name="Seed">The source of all chance in training.</param>
public sealed record Trial(Learner Learner, int Fold, double Share, int Seed);
