using System.Diagnostics;
using System.Globalization;
using MlOps.Sdk.Benchmarks;
using MlOps.Sdk.Benchmarks.Builds;
using MlOps.Sdk.Benchmarks.Features;
using MlOps.Sdk.Benchmarks.Feeds;
using MlOps.Sdk.Benchmarks.Pipelines;
using MlOps.Sdk.Benchmarks.Profiles;
using MlOps.Sdk.Benchmarks.Runs;
using MlOps.Sdk.Benchmarks.Scale;
using MlOps.Sdk.Benchmarks.Serving;
using MlOps.Sdk.Benchmarks.SpotChecks;
using MlOps.Sdk.Benchmarks.Transforms;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// Each program runs in a process of its own, so that its peak memory is its own.
Dictionary<string, Func<string, Task<string>>> programs = new()
{
    ["pipeline-sdk"] = SdkPipeline.RunAsync,
    ["pipeline-by-hand"] = PipelineByHand.RunAsync,
    ["feed-columns"] = ColumnFeed.RunAsync,
    ["feed-text-loader"] = TextLoaderFeed.RunAsync,
    ["feed-text-loader-cached"] = TextLoaderFeed.RunCachedAsync,
    ["feed-database-loader"] = DatabaseLoaderFeed.RunAsync,
    ["serving-host"] = ServingHost.RunAsync,
    ["transform-sdk"] = TransformPrograms.RunSdkAsync,
    ["transform-statement"] = TransformPrograms.RunStatementAsync,
    ["transform-by-hand"] = TransformPrograms.RunByHandAsync,
    ["profile-sdk"] = ProfilePrograms.RunSdkAsync,
    ["profile-by-hand"] = ProfilePrograms.RunByHandAsync,
    ["features-compiled"] = FeaturePrograms.RunCompiledAsync,
    ["features-by-hand"] = FeaturePrograms.RunByHandAsync,
    ["build-cold"] = BuildPrograms.RunColdAsync,
    ["build-warm"] = BuildPrograms.RunWarmAsync,
    ["spot-check-sdk"] = SpotCheckPipeline.RunAsync,
    ["spot-check-by-hand"] = SpotCheckByHand.RunAsync,
    ["scale-10m"] = folder => ScalePipeline.RunAsync(folder, ScaleBenchmark.Few),
    ["scale-100m"] = folder => ScalePipeline.RunAsync(folder, ScaleBenchmark.Many),
};

Dictionary<string, Func<Task>> benchmarks = new()
{
    ["pipeline"] = PipelineBenchmark.RunAsync,
    ["feed"] = FeedBenchmark.RunAsync,
    ["stages"] = StageOverheadBenchmark.RunAsync,
    ["cached"] = CachedRunBenchmark.RunAsync,
    ["serving"] = ServingBenchmark.RunAsync,
    ["transform"] = TransformBenchmark.RunAsync,
    ["profile"] = ProfileBenchmark.RunAsync,
    ["features"] = FeaturesBenchmark.RunAsync,
    ["build"] = BuildBenchmark.RunAsync,
    ["spot-check"] = SpotCheckBenchmark.RunAsync,
    ["scale"] = ScaleBenchmark.RunAsync,
};

if (args is ["program", string program, string folder] && programs.TryGetValue(program, out Func<string, Task<string>>? run))
{
    long started = Stopwatch.GetTimestamp();
    string said = await run(folder);
    ChildProcess.Report(Stopwatch.GetElapsedTime(started), said);
    return 0;
}

string[] chosen = args.Length == 0 ? [.. benchmarks.Keys] : args;
if (chosen.Except(benchmarks.Keys).FirstOrDefault() is string unknown)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown}'. Name some of: {string.Join(", ", benchmarks.Keys)}; without a name all run.");
    return 1;
}

Machine.Print();
foreach (string benchmark in chosen)
    await benchmarks[benchmark]();
return 0;
