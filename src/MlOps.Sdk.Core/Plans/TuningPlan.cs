using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>Searches the settings of a learner by trials, each cross-validated on the training split; the best ones go on.</summary>
/// <remarks>Inputs: the staged dataset, the fitted features, and the spot-check if there is one, whose choice is the only learner that is searched then.</remarks>
public sealed record TuningPlan : StagePlan
{
    /// <summary>What kind of value is predicted.</summary>
    public required TaskKind Task { get; init; }

    /// <summary>The learners with the settings to search; several are searched together.</summary>
    public required ValueList<SearchSpace> Spaces { get; init; }

    /// <summary>How many settings are tried.</summary>
    public int Trials { get; init; } = 30;

    /// <summary>How the next settings are found.</summary>
    public SearchMethod Method { get; init; } = SearchMethod.Bayesian;

    /// <summary>How many settings are proposed at a time and may be tried side by side; part of the result, unlike the number of cores.</summary>
    public int Batch { get; init; } = 5;

    /// <summary>Into how many parts the training split is divided; each is held out once.</summary>
    public int Folds { get; init; } = 3;

    /// <summary>How often the weaker settings of a batch are dropped before the rest is tried on all rows; 0 tries each on all rows.</summary>
    public int Halvings { get; init; } = 2;

    /// <summary>Whether what earlier runs have found guides the first proposals.</summary>
    public bool WarmStart { get; init; } = true;

    /// <summary>The source of all chance.</summary>
    public int Seed { get; init; }

    /// <summary>The time by which rows are split: a fold is then later than the rows that it is predicted from. Null if rows have no order.</summary>
    public ScalarNode? Order { get; init; }
}
