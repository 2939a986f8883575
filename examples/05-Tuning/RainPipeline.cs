using MlOps.Sdk;

/// <summary>Tells whether it rains, by the thermometer and the wind of the day and by what the two days before were like.</summary>
public static class RainPipeline
{
    public static Pipeline Build(string path = "seattle-weather.csv", int trials = 30) => new PipelineBuilder("rain")
        .Ingest(Source.Csv<Day>(path))
        .Transform(days => days
            .Join(days, d => d.Date, before => before.Date.AddDays(1), (d, before) => new
            {
                d.Date, d.TempMax, d.TempMin, d.Wind,
                Rain = d.Weather == "rain",
                WasRain = before.Weather == "rain",
                WasWet = before.Precipitation,
                WasMax = before.TempMax,
                WasMin = before.TempMin,
                WasWind = before.Wind,
            }))
        .Verify(check => check.RowCount(atLeast: 1_000).Unique(d => d.Date).Between(d => d.TempMax, -20, 50))
        .Stage("days", stage => stage.SplitByTime(d => d.Date, testFrom: new DateOnly(2015, 1, 1)))
        .Train(learn => learn
            .Binary(label: d => d.Rain)
            .Features(d => new
            {
                d.Date.Month,
                Range = Feature.Standardize(d.TempMax - d.TempMin),
                Warmer = Feature.Standardize(d.TempMax - d.WasMax),
                Max = Feature.Standardize(d.TempMax),
                Min = Feature.Standardize(d.TempMin),
                Wind = Feature.Standardize(d.Wind),
                WasWind = Feature.Standardize(d.WasWind),
                WasWet = Feature.Standardize(d.WasWet),
                d.WasRain,
            })
            .Try(Learner.LightGbm(), Learner.FastTree(), Learner.Linear())
            .SpotCheck()
            .Tune(trials)
            .Require(m => m.AreaUnderRocCurve >= 0.79))
        .Build();
}
