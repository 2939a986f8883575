using Microsoft.Extensions.Options;
using Microsoft.ML;
using MlOps.Sdk.Data;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Benchmarks.Feeds;

/// <summary>The SDK's way: DuckDB's vectors into arrays, arrays into the feature vector.</summary>
internal static class ColumnFeed
{
    public static async Task<string> RunAsync(string folder)
    {
        using DuckDbEngine engine = new(Options.Create(new LocalOptions()), Options.Create(new MlOpsOptions { Root = folder }));
        string[] names = FeedBenchmark.Columns.Split(", ");
        FeatureColumnKind[] kinds = [.. names.Select(_ => FeatureColumnKind.Float), FeatureColumnKind.Boolean];
        FeatureColumns columns = await DuckDbColumns.ReadAsync(
            engine,
            $"SELECT {FeedBenchmark.Columns}, label FROM read_parquet('{FeedBenchmark.FileOf("parquet")}')",
            kinds,
            expectedRows: 3_000_000,
            context: null,
            CancellationToken.None);
        FeatureMatrix matrix = new(
            [.. names.Select((name, index) => new FeatureSlots(name, index, 1, columns.Floats(index), null))],
            new LabelColumn.Truths(columns.Booleans(names.Length)));
        return FirstTree.Fit(new MLContext(seed: 1), new FeatureMatrixDataView(matrix, CancellationToken.None));
    }
}
