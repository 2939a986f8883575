using DuckDB.NET.Data;

namespace MlOps.Sdk.Benchmarks.Feeds;

/// <summary>From a file on disk to the first LightGBM tree over 3 M rows, by each way into ML.NET.</summary>
internal static class FeedBenchmark
{
    public const string Columns = "hour, weekday, month, distance, origin, destination";

    public static async Task RunAsync()
    {
        Console.WriteLine("feed: 3 M rows from a file to the first LightGBM tree");
        using Scratch scratch = new();
        Write(scratch.Path);
        Environment.SetEnvironmentVariable("MLOPS_FEED", scratch.Path);
        IReadOnlyList<Measurement> medians = await Comparison.RunAsync(
            5, scratch.Path, "feed-columns", "feed-text-loader", "feed-text-loader-cached", "feed-database-loader");
        Print("TextLoader", medians[1], medians[0], least: 3);
        Print("TextLoader behind Data.Cache", medians[2], medians[0], least: null);
        Print("DatabaseLoader", medians[3], medians[0], least: null);
    }

    private static void Print(string other, Measurement theirs, Measurement ours, double? least)
    {
        double ratio = theirs.WorkSeconds / ours.WorkSeconds;
        Comparison.Print("columnar feed", ratio, $"x as fast as {other}", least is null ? "none" : $">= {least}", least is null || ratio >= least);
    }

    public static string FileOf(string extension) => Path.Combine(Environment.GetEnvironmentVariable("MLOPS_FEED")!, $"feed.{extension}");

    /// <summary>The same numbers as text and as Parquet: airports as codes, so that every feed gets six numbers and no one-hot.</summary>
    private static void Write(string folder)
    {
        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"""
            CREATE TABLE feed AS SELECT
                (delay > 15)::INTEGER AS label, hour(date) AS hour, dayofweek(date) AS weekday, month(date) AS month, distance,
                dense_rank() OVER (ORDER BY origin) AS origin, dense_rank() OVER (ORDER BY destination) AS destination
            FROM read_parquet('{Flights.Path}');
            COPY feed TO '{Path.Combine(folder, "feed.parquet")}' (FORMAT parquet, COMPRESSION zstd);
            COPY feed TO '{Path.Combine(folder, "feed.csv")}' (FORMAT csv, HEADER true);
            """;
        command.ExecuteNonQuery();
    }
}
