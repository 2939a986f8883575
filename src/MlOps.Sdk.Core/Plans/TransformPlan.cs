using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>Makes a dataset of datasets.</summary>
public sealed record TransformPlan : StagePlan
{
    /// <summary>The rows to compute; null if <see cref="StagePlan.Implementation"/> does it.</summary>
    public RelationNode? Relation { get; init; }

    /// <summary>The columns that come out; null if only the run can tell.</summary>
    public Schema? Schema { get; init; }
}
