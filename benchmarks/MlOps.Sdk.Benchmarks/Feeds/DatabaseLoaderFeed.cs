using DuckDB.NET.Data;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlOps.Sdk.Benchmarks.Feeds;

/// <summary>ML.NET's reader of databases over DuckDB's ADO.NET provider.</summary>
internal static class DatabaseLoaderFeed
{
    public static Task<string> RunAsync(string folder)
    {
        MLContext context = new(seed: 1);
        string[] names = FeedBenchmark.Columns.Split(", ");
        DatabaseLoader loader = context.Data.CreateDatabaseLoader(
        [
            new DatabaseLoader.Column("Label", System.Data.DbType.Boolean, 0),
            .. names.Select((name, index) => new DatabaseLoader.Column(name, System.Data.DbType.Single, index + 1)),
        ]);
        string select = string.Join(", ", names.Select(name => $"{name}::FLOAT AS {name}"));
        IDataView rows = loader.Load(new DatabaseSource(
            DuckDBClientFactory.Instance,
            "DataSource=:memory:",
            $"SELECT label::BOOLEAN AS label, {select} FROM read_parquet('{FeedBenchmark.FileOf("parquet")}')"));
        IDataView vectors = context.Transforms.Concatenate("Features", names).Fit(rows).Transform(rows);
        return Task.FromResult(FirstTree.Fit(context, vectors));
    }
}
