using MlOps.Sdk;

/// <summary>Tells whether a strike has damaged the aircraft; a model goes live only on evidence.</summary>
public static class DamagePipeline
{
    public static Pipeline Build(Learner learner) => new PipelineBuilder("damage")
        .Ingest(Source.Csv<Strike>("birdstrikes.csv"))
        .Transform(strikes => strikes
            .Where(s => s.PhaseOfFlight != "Taxi")
            .Select(s => new
            {
                s.FlightDate, s.AirportName, s.AircraftMakeModel, s.PhaseOfFlight, s.TimeOfDay, s.WildlifeSize, s.WildlifeSpecies, s.SpeedIASInKnots,
                Damaged = s.EffectAmountOfDamage != "None",
            }))
        .Verify(check => check
            .RowCount(atLeast: 5_000)
            .OneOf(s => s.WildlifeSize, ["Small", "Medium", "Large"], atLeast: 0.99)
            .Warn(warn => warn.Similar(s => s.SpeedIASInKnots, maximumDrift: 0.2)))
        .Stage("strikes", stage => stage.SplitStratified(
            by: s => s.Damaged, key: s => new { s.FlightDate, s.AirportName, s.AircraftMakeModel, s.WildlifeSpecies }, test: 0.3))
        .Train(learn => learn
            .Binary(label: s => s.Damaged)
            .Features(s => new
            {
                Speed = Feature.Standardize(s.SpeedIASInKnots),
                Model = Feature.Vocabulary(s.AircraftMakeModel, size: 100),
                Phase = Feature.Vocabulary(s.PhaseOfFlight, size: 10),
                Time = Feature.Vocabulary(s.TimeOfDay, size: 5),
                Size = Feature.Vocabulary(s.WildlifeSize, size: 5),
                Species = Feature.Vocabulary(s.WildlifeSpecies, size: 40),
            })
            .Try(learner)
            .Require(m => m.AreaUnderRocCurve >= 0.7)
            .RequireEach(s => s.TimeOfDay, m => m.AreaUnderRocCurve >= 0.6)
            .RequireLatency(p99: TimeSpan.FromMilliseconds(5))
            .BeatChampion(by: m => m.AreaUnderRocCurve, slices: s => new { s.TimeOfDay, s.WildlifeSize }))
        .Deploy("damage")
        .Build();
}
