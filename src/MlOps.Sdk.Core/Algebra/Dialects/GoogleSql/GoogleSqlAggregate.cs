using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>Aggregates and sort orders as GoogleSQL. To GoogleSQL NaN is the least number as it is to C#, but null is less still, and NaN wins in MIN and MAX.</summary>
internal static class GoogleSqlAggregate
{
    public static string Print(NamedAggregate aggregate)
    {
        if (aggregate.Argument is not { } argument)
        {
            return aggregate.Aggregate == AggregateKind.Count
                ? "COUNT(*)"
                : throw new ArgumentException($"The aggregate '{aggregate.Name}' ({aggregate.Aggregate}) needs an argument.");
        }

        string x = GoogleSqlDialect.Scalar(argument);
        bool isDouble = argument.Type == DataType.Double;
        return aggregate.Aggregate switch
        {
            AggregateKind.Count => $"COUNT({x})",
            AggregateKind.CountIf => $"COUNTIF({GoogleSqlDialect.Condition(argument)})",
            AggregateKind.CountDistinct => $"COUNT(DISTINCT {x})",
            AggregateKind.Sum => $"SUM({x})",
            AggregateKind.Mean => $"AVG({x})",

            // An infinity makes an error of the engine's own deviation.
            AggregateKind.StandardDeviation => isDouble
                ? $"IF(LOGICAL_OR(IS_NAN({x}) OR IS_INF({x})), IF(COUNT({x}) > 1, {GoogleSqlText.Number(double.NaN)}, NULL), "
                    + $"STDDEV_SAMP(IF(IS_NAN({x}) OR IS_INF({x}), NULL, {x})))"
                : $"STDDEV_SAMP({x})",
            AggregateKind.Min => isDouble ? $"IF(LOGICAL_OR(IS_NAN({x})), {GoogleSqlText.Number(double.NaN)}, MIN({x}))" : $"MIN({x})",
            AggregateKind.Max => isDouble ? $"IFNULL(MAX(IF(IS_NAN({x}), NULL, {x})), MAX({x}))" : $"MAX({x})",
            AggregateKind.Quantile => $"CAST(APPROX_QUANTILES({(isDouble ? $"IF(IS_NAN({x}), NULL, {x})" : x)}, 1000)[OFFSET({Thousandth(aggregate)})] AS FLOAT64)",
            _ => throw new NotSupportedException($"GoogleSQL has no rendering for the aggregate {aggregate.Aggregate}."),
        };
    }

    // Written without NULLS LAST, so that null is last in both directions wherever the words are unknown.
    public static string Order(SortKey key)
    {
        string x = GoogleSqlDialect.Scalar(key.Value);
        string order = $"{x} {(key.Descending ? "DESC" : "ASC")}";
        return key.Value.Nullable && !key.Descending ? $"{x} IS NULL, {order}" : order;
    }

    private static string Thousandth(NamedAggregate aggregate) =>
        ((int)Math.Round(aggregate.Parameter * 1000, MidpointRounding.AwayFromZero)).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
