using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>Aggregates and sort orders as DuckDB SQL. To DuckDB NaN is the greatest number; to C# it is the least.</summary>
internal static class DuckDbAggregate
{
    public static string Print(NamedAggregate aggregate)
    {
        if (aggregate.Argument is not { } argument)
        {
            return aggregate.Aggregate == AggregateKind.Count
                ? "count(*)"
                : throw new ArgumentException($"The aggregate '{aggregate.Name}' ({aggregate.Aggregate}) needs an argument.");
        }

        string x = DuckDbDialect.Scalar(argument);
        bool isDouble = argument.Type == DataType.Double;
        return aggregate.Aggregate switch
        {
            AggregateKind.Count => $"count({x})",
            AggregateKind.CountIf => $"count(*) FILTER (WHERE {DuckDbDialect.Condition(argument)})",
            AggregateKind.CountDistinct => $"count(DISTINCT {x})",

            // DuckDB adds whole numbers in 128 bits; the cast fails where 64 don't suffice.
            AggregateKind.Sum => isDouble ? $"sum({x})" : $"sum({x})::BIGINT",
            AggregateKind.Mean => $"avg({x})",
            AggregateKind.StandardDeviation => isDouble
                ? $"CASE WHEN bool_or(NOT isfinite({x})) THEN CASE WHEN count({x}) > 1 THEN 'NaN'::DOUBLE END "
                    + $"ELSE stddev_samp({x}) FILTER (WHERE isfinite({x})) END"
                : $"stddev_samp({x})",
            AggregateKind.Min => isDouble ? $"CASE WHEN bool_or(isnan({x})) THEN 'NaN'::DOUBLE ELSE min({x}) END" : $"min({x})",
            AggregateKind.Max => isDouble ? $"coalesce(max({x}) FILTER (WHERE NOT isnan({x})), max({x}))" : $"max({x})",
            AggregateKind.Quantile => $"(approx_quantile({x}, {DuckDbText.Number(aggregate.Parameter)}::FLOAT)"
                + $"{(isDouble ? $" FILTER (WHERE NOT isnan({x}))" : "")})::DOUBLE",
            _ => throw new NotSupportedException($"DuckDB has no rendering for the aggregate {aggregate.Aggregate}."),
        };
    }

    public static string Order(SortKey key)
    {
        string x = DuckDbDialect.Scalar(key.Value);
        string order = $"{x} {(key.Descending ? "DESC" : "ASC")} NULLS LAST";
        return key.Value.Type == DataType.Double ? $"isnan({x}) {(key.Descending ? "ASC" : "DESC")} NULLS LAST, {order}" : order;
    }
}
