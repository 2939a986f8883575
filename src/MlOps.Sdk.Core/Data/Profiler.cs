using MlOps.Sdk.Algebra;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Describes each column of a dataset by one query over all rows, and one for the quartiles over some.</summary>
internal static class Profiler
{
    // Quantiles of all rows would take several times as long as all the rest together; of these many they are right to a fraction of a percent.
    private const long SampledRows = 100_000;

    private static readonly double[] s_shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

    public static async Task<DatasetProfile> ProfileAsync(
        IWarehouse warehouse, Dataset dataset, StageContext context, CancellationToken cancellationToken)
    {
        Aggregates aggregates = new();
        aggregates.Add(AggregateKind.Count);
        Aggregates sampled = new();
        List<Func<ColumnProfile>> profiles = [.. dataset.Schema.Columns.Select(column => Plan(column, aggregates, sampled, dataset))];
        await aggregates.QueryAsync(warehouse, new InputNode(), dataset, context, cancellationToken);
        await sampled.SampleAsync(warehouse, dataset, SampledRows, context, cancellationToken);
        return new(dataset.Rows, profiles.Select(profile => profile()).ToValueList());
    }

    // Adds what is asked of a column, and returns what makes a profile of the answers.
    private static Func<ColumnProfile> Plan(Column column, Aggregates aggregates, Aggregates sampled, Dataset dataset)
    {
        ColumnNode value = ColumnNode.Of(column);
        bool isNumber = column.Type is DataType.Int64 or DataType.Double;
        int count = aggregates.Add(AggregateKind.Count, value);
        int distinct = aggregates.Add(AggregateKind.CountDistinct, value);
        int min = aggregates.Add(AggregateKind.Min, value);
        int max = aggregates.Add(AggregateKind.Max, value);
        int mean = isNumber ? aggregates.Add(AggregateKind.Mean, value) : -1;
        int deviation = isNumber ? aggregates.Add(AggregateKind.StandardDeviation, value) : -1;
        (double Share, int Index)[] quantiles = isNumber ? [.. s_shares.Select(share => (share, sampled.Add(AggregateKind.Quantile, value, share)))] : [];

        return () =>
        {
            double? spread = isNumber ? aggregates.Number(deviation) : null;
            return new(column.Name, column.Type, dataset.Rows - aggregates.Count(count), aggregates.Count(distinct))
            {
                Min = aggregates.Text(min),
                Max = aggregates.Text(max),
                Mean = isNumber && aggregates.Number(mean) is { } found ? Statistic.Round(found, spread is > 0 ? spread.Value : found) : null,
                StandardDeviation = spread is { } known ? Statistic.Round(known) : null,
                Quantiles = isNumber && quantiles.All(quantile => sampled.Number(quantile.Index) is not null)
                    ? quantiles.Select(quantile => new Quantile(quantile.Share, sampled.Number(quantile.Index)!.Value)).ToValueList()
                    : null,
            };
        };
    }
}
