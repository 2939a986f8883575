using System.Diagnostics;
using DuckDB.NET.Data;
using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Sdk.Benchmarks.Transforms;

/// <summary>One transform of three million flights into Parquet, by the SDK and in SQL; what each program says is the median of a few, in milliseconds.</summary>
internal static class TransformPrograms
{
    // The first is slower by what the runtime has to compile.
    private const int Warming = 1;
    private const int Rounds = 5;

    /// <summary>The time of the stage: query, file, its hash and its way into the artifacts.</summary>
    public static Task<string> RunSdkAsync(string folder) => RunAsync(folder, async own =>
    {
        ServiceCollection services = new();
        services.AddMlOps(options => options.Root = own).AddLocal();
        await using ServiceProvider provider = services.BuildServiceProvider();
        PipelineRun run = await provider.GetRequiredService<PipelineRunner>().RunAsync(FlightTransform.Build());
        return run.Stages.Single(stage => stage.Name == "transform").Duration;
    });

    /// <summary>The time of the statement that the SDK writes.</summary>
    public static Task<string> RunStatementAsync(string folder) => RunAsync(folder, own => Time(FlightTransform.Statement(Path.Combine(own, "statement.parquet"))));

    /// <summary>The time of the statement that a person writes.</summary>
    public static Task<string> RunByHandAsync(string folder) => RunAsync(folder, own => Time(FlightTransform.Sql(Path.Combine(own, "by-hand.parquet"))));

    private static Task<TimeSpan> Time(string statement)
    {
        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        long started = Stopwatch.GetTimestamp();
        command.CommandText = statement;
        command.ExecuteNonQuery();
        return Task.FromResult(Stopwatch.GetElapsedTime(started));
    }

    private static async Task<string> RunAsync(string folder, Func<string, Task<TimeSpan>> transform)
    {
        List<double> times = [];
        for (int round = 0; round < Warming + Rounds; round++)
        {
            string own = Path.Combine(folder, $"{round}");
            Directory.CreateDirectory(own);
            times.Add((await transform(own)).TotalMilliseconds);
        }

        return $"{Comparison.Median(times.Skip(Warming)):0} ms ({string.Join(", ", times.Select(time => $"{time:0}"))})";
    }
}
