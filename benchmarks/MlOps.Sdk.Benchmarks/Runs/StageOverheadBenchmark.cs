using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Building;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Benchmarks.Runs;

/// <summary>1,000 stages that do nothing, in a row, with cache and lineage on: the time from the end of one to the end of the next.</summary>
internal static class StageOverheadBenchmark
{
    private const int Stages = 1_000;

    public static async Task RunAsync()
    {
        Console.WriteLine($"stages: {Stages:#,0} stages that do nothing");
        using Scratch scratch = new();
        Ends ends = new();
        ServiceCollection services = new();
        services.AddSingleton<IRunObserver>(ends);
        services.AddMlOps(options => options.Root = scratch.Path).AddLocal();
        await using ServiceProvider provider = services.BuildServiceProvider();
        PipelineRunner runner = provider.GetRequiredService<PipelineRunner>();
        Pipeline pipeline = Build();

        long started = Stopwatch.GetTimestamp();
        await runner.RunAsync(pipeline);
        TimeSpan executed = Stopwatch.GetElapsedTime(started);
        double overhead = ends.Median();

        started = Stopwatch.GetTimestamp();
        PipelineRun again = await runner.RunAsync(pipeline);
        TimeSpan reused = Stopwatch.GetElapsedTime(started);

        Console.WriteLine($"  {executed.TotalMilliseconds:0} ms in all; again, all {again.Stages.Count(stage => stage.Outcome == StageOutcome.Reused):#,0} reused: {reused.TotalMilliseconds:0} ms");
        Comparison.Print("stage overhead, median", overhead, "ms", "< 2", overhead < 2);
    }

    private static Pipeline Build()
    {
        DatasetBuilder<Row> rows = new PipelineBuilder("nothing").Ingest<NoRows>(profile: false);
        for (int index = 1; index < Stages; index++)
            rows = rows.Transform<PassOn>(name: $"pass-{index:0000}");
        return rows.Build();
    }

    private sealed class Ends : IRunObserver
    {
        private readonly ConcurrentQueue<long> _ends = new();

        public void StageFinished(string runId, StageRun stage) => _ends.Enqueue(Stopwatch.GetTimestamp());

        public double Median()
        {
            long[] ends = [.. _ends];
            return Comparison.Median(ends.Zip(ends.Skip(1), (first, second) => Stopwatch.GetElapsedTime(first, second).TotalMilliseconds));
        }
    }
}
