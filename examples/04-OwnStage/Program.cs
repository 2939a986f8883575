using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk;
using MlOps.Sdk.Artifacts;
using OwnStage;

Pipeline pipeline = new PipelineBuilder("strike-scorecard")
    .Ingest(Source.Csv<Strike>("../01-BirdStrikes/birdstrikes.csv"))
    .Transform(strikes => strikes
        .Where(s => s.PhaseOfFlight != "Taxi")
        .Select(s => new
        {
            s.FlightDate, s.AirportName, s.AircraftMakeModel, s.WildlifeSpecies, s.PhaseOfFlight, s.WildlifeSize, s.SpeedIASInKnots,
            Damaged = s.EffectAmountOfDamage != "None",
        }))
    .Stage("strikes", stage => stage.SplitStratified(
        by: s => s.Damaged, key: s => new { s.FlightDate, s.AirportName, s.AircraftMakeModel, s.WildlifeSpecies }, test: 0.2))
    .Train(learn => learn
        .Binary(label: s => s.Damaged)
        .Features(s => new
        {
            Size = Feature.Vocabulary(s.WildlifeSize, size: 3),
            Phase = Feature.Vocabulary(s.PhaseOfFlight, size: 6),
            Speed = Feature.Buckets(s.SpeedIASInKnots, count: 4),
            Aircraft = Feature.Vocabulary(s.AircraftMakeModel, size: 8),
            Species = Feature.Vocabulary(s.WildlifeSpecies, size: 8),
        })
        .UseTrainer<ScorecardTrainer>(new ScorecardSettings(PointsToDouble: 10))
        .Require(m => m.AreaUnderRocCurve >= 0.75))
    .Deploy("strike-scorecard")
    .Build();

await using ServiceProvider services = new ServiceCollection()
    .AddMlOps().AddLocal().AddConsole()
    .Services.BuildServiceProvider();
try
{
    PipelineRun run = await services.GetRequiredService<PipelineRunner>().RunAsync(pipeline);
    string bundle = await services.GetRequiredService<IArtifactStore>().FetchAsync(run.Model!.Bundle, CancellationToken.None);
    Console.WriteLine();
    Console.Write(File.ReadAllText(Path.Combine(bundle, Scorecard.File)));
    return 0;
}
catch (PipelineRunException)
{
    // The console has said, stage by stage, what failed.
    return 1;
}
