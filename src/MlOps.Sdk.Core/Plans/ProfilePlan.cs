using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Plans;

/// <summary>Describes each column of a dataset: counts, range, mean, quantiles, distribution; of a staged one also by split, and beside the label.</summary>
public sealed record ProfilePlan : StagePlan
{
    /// <summary>The label that the columns are compared with; null for none, and for a dataset that isn't staged.</summary>
    public ScalarNode? Label { get; init; }

    /// <summary>What kind of value the label is.</summary>
    public TaskKind Task { get; init; }
}
