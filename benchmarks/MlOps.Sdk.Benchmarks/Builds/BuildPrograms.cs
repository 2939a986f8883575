using System.Diagnostics;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Benchmarks.Builds;

/// <summary>States and builds the large pipeline; what each program says is milliseconds.</summary>
internal static class BuildPrograms
{
    private const int Expressions = 200;
    private const int Warming = 30;
    private const int Rounds = 51;

    /// <summary>The first time in the process: the runtime loads and compiles whatever it takes.</summary>
    public static Task<string> RunColdAsync(string folder)
    {
        long started = Stopwatch.GetTimestamp();
        Pipeline pipeline = LargePipeline.Build();
        return Task.FromResult($"{Stopwatch.GetElapsedTime(started).TotalMilliseconds:0.0} ms, the first build of the process ({CountOf(pipeline)} expressions)");
    }

    /// <summary>The median after some.</summary>
    public static Task<string> RunWarmAsync(string folder)
    {
        Pipeline pipeline = LargePipeline.Build();
        List<double> times = [];
        for (int round = 0; round < Warming + Rounds; round++)
        {
            long started = Stopwatch.GetTimestamp();
            pipeline = LargePipeline.Build();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return Task.FromResult($"{Comparison.Median(times.Skip(Warming)):0.0} ms, the median of {Rounds} ({CountOf(pipeline)} expressions)");
    }

    private static int CountOf(Pipeline pipeline)
    {
        TransformPlan transform = pipeline.Plan.Stages.OfType<TransformPlan>().Single();
        FeaturesPlan features = pipeline.Plan.Stages.OfType<FeaturesPlan>().Single();
        int count = ((Algebra.ProjectNode)transform.Relation!).Columns.Count + features.Features.Count;
        return count >= Expressions ? count : throw new InvalidOperationException($"The pipeline has {count} expressions.");
    }
}
