using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Benchmarks.Pipelines;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Benchmarks.Runs;

/// <summary>The pipeline over 3 M flights once more in the same process: everything is reused, and every artifact is checked.</summary>
internal static class CachedRunBenchmark
{
    private const int Rounds = 11;

    public static async Task RunAsync()
    {
        Console.WriteLine("cached: the pipeline over 3 M flights, everything reused");
        using Scratch scratch = new();
        ServiceCollection services = new();
        services.AddMlOps(options => options.Root = scratch.Path).AddLocal();
        await using ServiceProvider provider = services.BuildServiceProvider();
        PipelineRunner runner = provider.GetRequiredService<PipelineRunner>();
        await runner.RunAsync(SdkPipeline.Build());

        List<double> times = [];
        for (int round = 0; round < Rounds; round++)
        {
            long started = Stopwatch.GetTimestamp();
            PipelineRun run = await runner.RunAsync(SdkPipeline.Build());
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (run.Stages.Any(stage => stage.Outcome != StageOutcome.Reused))
                throw new InvalidOperationException(run.Explain());
        }

        double median = Comparison.Median(times);
        Console.WriteLine($"  {string.Join(", ", times.Select(time => $"{time:0.0}"))} ms");
        Comparison.Print("cached run", median, "ms", "< 100", median < 100);
    }
}
