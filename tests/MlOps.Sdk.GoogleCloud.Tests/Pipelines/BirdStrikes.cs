using MlOps.Sdk.Building;

namespace MlOps.Sdk.GoogleCloud.Tests.Pipelines;

/// <summary>The first example's pipeline, over its data beside the tests.</summary>
internal static class BirdStrikes
{
    public static Pipeline Build(int seed = 0)
    {
        Pipeline pipeline = StrikePipeline.Build();
        return Pipeline.FromPlan(pipeline.Plan with
        {
            Stages =
            [
                .. pipeline.Plan.Stages.Select(stage => stage is Plans.IngestPlan { Source: Plans.CsvSourcePlan csv } ingest
                    ? ingest with { Source = csv with { Path = Path.Combine(AppContext.BaseDirectory, csv.Path) } }
                    : stage is Plans.TrainingPlan training ? training with { Seed = training.Seed + seed }
                    : stage),
            ],
        });
    }

    /// <summary>Of the same data a linear model, trained in BigQuery.</summary>
    public static Pipeline BuildInBigQuery(bool deploy = true)
    {
        TrainedBuilder trained = new PipelineBuilder("bird-strikes")
            .Ingest(Source.Csv<Strike>(Path.Combine(AppContext.BaseDirectory, "birdstrikes.csv")))
            .Stage("strikes", stage => stage.SplitStratified(
                by: s => s.EffectAmountOfDamage != "None", key: s => new { s.FlightDate, s.AirportName, s.AircraftMakeModel, s.WildlifeSpecies }, test: 0.2))
            .Train(learn => learn
                .Binary(label: s => s.EffectAmountOfDamage != "None")
                .Features(s => new
                {
                    Knots = Feature.Standardize(s.SpeedIASInKnots),
                    s.FlightDate.Month,
                    Model = Feature.Vocabulary(s.AircraftMakeModel, size: 60),
                    Airport = Feature.Vocabulary(s.AirportName, size: 30),
                    Phase = Feature.Vocabulary(s.PhaseOfFlight, size: 10),
                    Size = Feature.Vocabulary(s.WildlifeSize, size: 5),
                    Species = Feature.Vocabulary(s.WildlifeSpecies, size: 40),
                })
                .Try(Learner.BigQueryLinear(l2: 1))
                .Require(m => m.AreaUnderRocCurve >= 0.75));
        return deploy ? trained.Deploy("bird-strikes").Build() : trained.Build();
    }
}
