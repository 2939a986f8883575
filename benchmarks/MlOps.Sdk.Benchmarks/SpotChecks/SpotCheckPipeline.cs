using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Benchmarks.SpotChecks;

/// <summary>The comparison as a user of the SDK states it.</summary>
internal static class SpotCheckPipeline
{
    public static async Task<string> RunAsync(string folder)
    {
        ServiceCollection services = new();
        services.AddMlOps(options => options.Root = folder).AddLocal();
        await using ServiceProvider provider = services.BuildServiceProvider();
        PipelineRun run = await provider.GetRequiredService<PipelineRunner>().RunAsync(Build());
        string stages = string.Join(", ", run.Stages.Select(stage => $"{stage.Name} {stage.Duration.TotalSeconds:0.0}"));
        string ranking = string.Join(", ", run.Product<SpotCheck>().Ranking.Select(learner => $"{learner.Learner.Name} {learner.Mean:0.0000}"));
        return $"AUC {run.Evaluation!["AreaUnderRocCurve"]:0.0000}; {ranking} ({stages})";
    }

    private static Pipeline Build() => new PipelineBuilder("strikes")
        .Ingest(Source.Csv<Strike>(SpotCheckBenchmark.Data), profile: false)
        .Stage("strikes", stage => stage.SplitByHash(s => new { s.FlightDate, s.AirportName, s.AircraftMakeModel, s.WildlifeSpecies }, test: 0.2))
        .Train(learn => learn
            .Binary(label: s => s.EffectAmountOfDamage != "None")
            .Features(s => new
            {
                Speed = Feature.Standardize(s.SpeedIASInKnots),
                Model = Feature.Vocabulary(s.AircraftMakeModel, size: 100),
                Operator = Feature.Vocabulary(s.AircraftAirlineOperator, size: 50),
                Airport = Feature.Vocabulary(s.AirportName, size: 50),
                State = Feature.Vocabulary(s.OriginState, size: 30),
                Phase = Feature.Vocabulary(s.PhaseOfFlight, size: 10),
                Time = Feature.Vocabulary(s.TimeOfDay, size: 5),
                Size = Feature.Vocabulary(s.WildlifeSize, size: 5),
                Species = Feature.Vocabulary(s.WildlifeSpecies, size: 40),
            })
            .Try(Learner.LightGbm(), Learner.FastTree(), Learner.Linear())
            .SpotCheck())
        .Build();

    private sealed record Strike(
        DateOnly FlightDate,
        string AirportName,
        string OriginState,
        string AircraftMakeModel,
        string AircraftAirlineOperator,
        string PhaseOfFlight,
        string TimeOfDay,
        string WildlifeSize,
        string WildlifeSpecies,
        double? SpeedIASInKnots,
        string EffectAmountOfDamage);
}
