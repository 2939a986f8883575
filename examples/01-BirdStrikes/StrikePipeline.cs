using MlOps.Sdk;

/// <summary>What is done with the strikes, wherever it runs.</summary>
public static class StrikePipeline
{
    public static Pipeline Build()
    {
        Pipeline pipeline = new PipelineBuilder("bird-strikes")
            .Ingest(Source.Csv<Strike>("birdstrikes.csv"))
            .Transform(strikes => strikes
                .Where(s => s.PhaseOfFlight != "Taxi")
                .Select(s => new
                {
                    s.FlightDate, s.AirportName, s.OriginState, s.AircraftMakeModel, s.AircraftAirlineOperator,
                    s.PhaseOfFlight, s.TimeOfDay, s.WildlifeSize, s.WildlifeSpecies, s.SpeedIASInKnots,
                    Damaged = s.EffectAmountOfDamage != "None",
                }))
            .Verify(check => check
                .RowCount(atLeast: 5_000)
                .Between(s => s.SpeedIASInKnots, 0, 600)
                .That(s => s.AircraftMakeModel != "", atLeast: 0.99))
            .Stage("strikes", stage => stage.SplitStratified(
                by: s => s.Damaged, key: s => new { s.FlightDate, s.AirportName, s.AircraftMakeModel, s.WildlifeSpecies }, test: 0.2))
            .Train(learn => learn
                .Binary(label: s => s.Damaged)
                .Features(s => new
                {
                    s.SpeedIASInKnots,
                    s.FlightDate.Year,
                    s.FlightDate.Month,
                    Model = Feature.Vocabulary(s.AircraftMakeModel, size: 100),
                    Operator = Feature.Vocabulary(s.AircraftAirlineOperator, size: 50),
                    Airport = Feature.Vocabulary(s.AirportName, size: 50),
                    State = Feature.Vocabulary(s.OriginState, size: 30),
                    Phase = Feature.Vocabulary(s.PhaseOfFlight, size: 10),
                    Time = Feature.Vocabulary(s.TimeOfDay, size: 5),
                    Size = Feature.Vocabulary(s.WildlifeSize, size: 5),
                    Species = Feature.Vocabulary(s.WildlifeSpecies, size: 40),
                })
                .Try(Learner.LightGbm(trees: 100, leaves: 15, learningRate: 0.05))
                .Require(m => m.AreaUnderRocCurve >= 0.79))
            .Deploy("bird-strikes")
            .Build();
        return pipeline;
    }
}
