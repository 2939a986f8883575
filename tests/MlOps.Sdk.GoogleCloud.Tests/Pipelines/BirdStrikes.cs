using MlOps.Sdk.Building;
using MlOps.Sdk.Training;

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

    /// <summary>Of the same data a model, trained in BigQuery.</summary>
    public static Pipeline BuildInBigQuery(Learner learner, bool deploy = true)
    {
        TrainedBuilder trained = Learn(learn => learn.Try(learner).Require(m => m.AreaUnderRocCurve >= 0.75));
        return deploy ? trained.Deploy("bird-strikes").Build() : trained.Build();
    }

    /// <summary>Of the same data the better one of two learners.</summary>
    public static Pipeline BuildCompared() => Learn(learn => Compare(learn)).Build();

    /// <summary>Of the same data the best settings of the better one of two learners.</summary>
    public static Pipeline BuildSearched(Func<TuningBuilder, TuningBuilder>? how = null) =>
        Learn(learn => Compare(learn).Tune(trials: 4, how).Require(m => m.AreaUnderRocCurve >= 0.75)).Build();

    private static LearningBuilder<Strike, BinaryMetrics> Compare(LearningBuilder<Strike, BinaryMetrics> learn) =>
        learn.Try(Learner.Linear(), Learner.LightGbm(trees: 30, leaves: 15)).SpotCheck(folds: 3, rows: 4_000);

    private static TrainedBuilder Learn(Func<LearningBuilder<Strike, BinaryMetrics>, LearningBuilder<Strike, BinaryMetrics>> how) => new PipelineBuilder("bird-strikes")
        .Ingest(Source.Csv<Strike>(Path.Combine(AppContext.BaseDirectory, "birdstrikes.csv")))
        .Stage("strikes", stage => stage.SplitStratified(
            by: s => s.EffectAmountOfDamage != "None", key: s => new { s.FlightDate, s.AirportName, s.AircraftMakeModel, s.WildlifeSpecies }, test: 0.2))
        .Train(learn => how(learn
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
            })));
}
