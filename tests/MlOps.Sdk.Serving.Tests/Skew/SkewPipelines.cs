namespace MlOps.Sdk.Serving.Tests.Skew;

/// <summary>The pipelines whose serving is held against their training.</summary>
internal static class SkewPipelines
{
    /// <summary>The first example.</summary>
    public static Pipeline BirdStrikes() => new PipelineBuilder("bird-strikes")
        .Ingest(Source.Csv<Strike>(Path.Combine(AppContext.BaseDirectory, "birdstrikes.csv")))
        .Transform(strikes => strikes
            .Where(s => s.PhaseOfFlight != "Taxi")
            .Select(s => new
            {
                s.FlightDate, s.AirportName, s.OriginState, s.AircraftMakeModel, s.AircraftAirlineOperator,
                s.PhaseOfFlight, s.TimeOfDay, s.WildlifeSize, s.WildlifeSpecies, s.SpeedIASInKnots,
                Damaged = s.EffectAmountOfDamage != "None",
            }))
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
            .Try(Learner.LightGbm(trees: 100, leaves: 15, learningRate: 0.05)))
        .Deploy("skew")
        .Build();

    /// <summary>A pipeline with every analyzer, over values that a transform has computed.</summary>
    public static Pipeline Weather() => new PipelineBuilder("weather")
        .Ingest(Source.Rows(WeatherDay.Read()))
        .Transform(days => days
            .Where(d => d.Wind < 9)
            .Select(d => new
            {
                d.Date, d.Measured, d.TemperatureMax, d.TemperatureMin, d.Wind, d.Gusts, d.Weekend, d.Station, d.Remarks,
                Upper = d.Station.ToUpperInvariant(),
                Rain = d.Weather == "rain",
            }))
        .Stage("days", stage => stage.SplitByHash(d => new { d.Date, d.Station }, test: 0.2))
        .Train(learn => learn
            .Binary(label: d => d.Rain)
            .Features(d => new
            {
                Standardized = Feature.Standardize(d.TemperatureMax),
                Scaled = Feature.MinMax(d.Wind),
                Buckets = Feature.Buckets(d.TemperatureMin, 7),
                Mean = Feature.Impute(d.TemperatureMin),
                Median = Feature.ImputeMedian(d.Gusts),
                Constant = Feature.Impute(d.Gusts, -1),
                Vocabulary = Feature.Vocabulary(d.Upper, 4),
                OneHot = Feature.OneHot(d.Station, "Sand Point", "İ", "ı"),
                Hash = Feature.Hash(d.Remarks, 8),
                Cross = Feature.Cross(16, d.Station, d.Weekend, d.Gusts, d.Date),
                Day = Feature.DateParts(d.Date),
                Instant = Feature.DateParts(d.Measured),
                Words = Feature.BagOfWords(d.Remarks, 30),
                d.Weekend,
                Missing = d.Gusts,
                Logarithm = Math.Log(d.Wind + 1),
            })
            .Try(Learner.LightGbm(trees: 50, leaves: 15)))
        .Deploy("skew")
        .Build();
}
