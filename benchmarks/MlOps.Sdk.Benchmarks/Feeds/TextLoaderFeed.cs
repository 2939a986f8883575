using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlOps.Sdk.Benchmarks.Feeds;

/// <summary>ML.NET's own reader of text, asked for the vector directly; once as it is, once behind a cache in memory.</summary>
internal static class TextLoaderFeed
{
    public static Task<string> RunAsync(string folder) => Task.FromResult(Run(cached: false));

    public static Task<string> RunCachedAsync(string folder) => Task.FromResult(Run(cached: true));

    private static string Run(bool cached)
    {
        MLContext context = new(seed: 1);
        IDataView rows = context.Data.LoadFromTextFile(
            FeedBenchmark.FileOf("csv"),
            new TextLoader.Options
            {
                Columns = [new TextLoader.Column("Label", DataKind.Boolean, 0), new TextLoader.Column("Features", DataKind.Single, 1, 6)],
                HasHeader = true,
                Separators = [','],
                UseThreads = true,
            });
        return FirstTree.Fit(context, cached ? context.Data.Cache(rows) : rows);
    }
}
