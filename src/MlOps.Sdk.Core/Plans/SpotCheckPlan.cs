using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>Ranks several learners by cross-validation on a sample of the training split; the best one goes on.</summary>
/// <remarks>Inputs: the staged dataset, then the fitted features.</remarks>
public sealed record SpotCheckPlan : StagePlan
{
    /// <summary>What kind of value is predicted.</summary>
    public required TaskKind Task { get; init; }

    /// <summary>The learners that are compared.</summary>
    public required ValueList<Learner> Learners { get; init; }

    /// <summary>Into how many parts the sample is divided; each is held out once.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>How many training rows are sampled at most.</summary>
    public long Rows { get; init; } = 20_000;

    /// <summary>The source of all chance.</summary>
    public int Seed { get; init; }

    /// <summary>The time by which rows are split: a fold is then later than the rows that it is predicted from. Null if rows have no order.</summary>
    public ScalarNode? Order { get; init; }
}
