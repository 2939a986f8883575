using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>What Beam has of the relations and aggregates, and what it lacks.</summary>
internal static class BeamSupport
{
    /// <summary>Why Beam can't compute a relation from its sources, and what to do; null if it can.</summary>
    public static string? ProblemOf(RelationNode relation) => relation switch
    {
        SortLimitNode => "Rows have no order in Beam, so OrderBy and Take have no rendering for it. Push this transform down to BigQuery, or leave the order out.",
        AggregateNode { Keys.Count: 0 } => "Aggregates of all rows have no rendering for Beam, where no rows would give no result. Group by a key, or push this transform down to BigQuery.",
        AggregateNode aggregate when aggregate.Aggregates.FirstOrDefault(item => item.Aggregate == AggregateKind.Quantile) is { } quantile =>
            $"The quantile '{quantile.Name}' has no rendering for Beam. Push this transform down to BigQuery.",
        InputNode or FilterNode or ProjectNode or AggregateNode or JoinNode or UnionNode or DistinctNode => null,
        _ => $"{relation.GetType().Name} has no rendering for Beam. Push this transform down to BigQuery.",
    };

    /// <summary>The Python class that computes an aggregate.</summary>
    public static string ClassOf(NamedAggregate aggregate) => (aggregate.Aggregate, aggregate.Argument?.Type) switch
    {
        (AggregateKind.Count, _) => "Count",
        (AggregateKind.CountIf, _) => "CountIf",
        (AggregateKind.CountDistinct, _) => "CountDistinct",
        (AggregateKind.Sum, DataType.Int64) => "WholeSum",
        (AggregateKind.Sum, _) => "Sum",
        (AggregateKind.Mean, _) => "Mean",
        (AggregateKind.StandardDeviation, _) => "StandardDeviation",
        (AggregateKind.Min, _) => "Min",
        (AggregateKind.Max, _) => "Max",
        _ => throw new NotSupportedException($"Beam has no rendering for the aggregate {aggregate.Aggregate}."),
    };
}
