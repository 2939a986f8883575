using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Sdk.Benchmarks.Pipelines;

/// <summary>The pipeline as a user of the SDK states it.</summary>
internal static class SdkPipeline
{
    public static async Task<string> RunAsync(string folder)
    {
        ServiceCollection services = new();
        services.AddMlOps(options => options.Root = folder).AddLocal();
        await using ServiceProvider provider = services.BuildServiceProvider();
        PipelineRun run = await provider.GetRequiredService<PipelineRunner>().RunAsync(Build());
        string stages = string.Join(", ", run.Stages.Select(stage => $"{stage.Name} {stage.Duration.TotalSeconds:0.0}"));
        return $"AUC {run.Evaluation!["AreaUnderRocCurve"]:0.0000} ({stages})";
    }

    public static Pipeline Build() => new PipelineBuilder("flights")
        .Ingest(Source.Parquet<Flight>(Flights.Path), profile: false)
        .Transform(flights => flights.Select(f => new
        {
            f.date,
            f.date.Hour,
            Weekday = (int)f.date.DayOfWeek,
            f.date.Month,
            f.distance,
            f.origin,
            f.destination,
            Late = f.delay > 15,
        }))
        .Stage("flights", stage => stage.SplitByHash(f => new { f.date, f.origin, f.destination }, test: 0.2))
        .Train(learn => learn
            .Binary(label: f => f.Late)
            .Features(f => new
            {
                f.Hour,
                f.Weekday,
                f.Month,
                f.distance,
                Origin = Feature.Vocabulary(f.origin, 50),
                Destination = Feature.Vocabulary(f.destination, 50),
            })
            .Try(Learner.LightGbm()))
        .Build();

    private sealed record Flight(DateTime date, long delay, long distance, string origin, string destination);
}
