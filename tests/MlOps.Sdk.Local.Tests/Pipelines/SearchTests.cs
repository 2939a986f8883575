using System.Globalization;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Local.Tests.Pipelines;

/// <summary>What spot-check and search come to on real rows that they never saw.</summary>
public sealed class SearchTests
{
    // With all trials: MLOPS_SEARCHES=all dotnet test --filter SearchTests
    private static readonly bool s_all = Environment.GetEnvironmentVariable("MLOPS_SEARCHES") == "all";

    [Fact]
    public async Task Strikes_are_told_apart_by_the_learner_and_the_settings_that_were_found()
    {
        await using LocalRun run = new();
        PipelineRun result = await run.RunAsync(Strikes(s_all ? 30 : 4));

        Write(result);
        AssertChosen(result);
        Assert.InRange(result.Evaluation!["AreaUnderRocCurve"], s_all ? 0.8 : 0.78, 0.95);
    }

    [Fact]
    public async Task Rain_is_told_for_a_year_that_nothing_was_chosen_by()
    {
        await using LocalRun run = new();
        PipelineRun result = await run.RunAsync(RainPipeline.Build(Path.Combine(AppContext.BaseDirectory, "seattle-weather.csv"), s_all ? 30 : 6));

        Write(result);
        AssertChosen(result);
        // The example's gate is 0.79.
        Assert.InRange(result.Evaluation!["AreaUnderRocCurve"], 0.79, 0.95);
    }

    // The spot-check's choice is what is searched, and the search's choice is what is trained.
    private static void AssertChosen(PipelineRun result)
    {
        Tuning tuning = result.Product<Tuning>();
        Assert.Equal(result.Product<SpotCheck>().Learner, tuning.Trials[0].Learner);
        Assert.Equal(tuning.Learner, result.Product<TrainedModel>().Learner);
        Assert.True(tuning.Trials[tuning.Best - 1].Rungs[^1].Score >= tuning.Trials[0].Rungs[^1].Score, "The search lost against the learner's own settings.");
    }

    private static void Write(PipelineRun result)
    {
        Tuning tuning = result.Product<Tuning>();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{tuning.Trials.Count} trials, {tuning.Trials.Count(trial => trial.Rungs is not [.., { Share: 1 }])} dropped; own {tuning.Trials[0].Rungs[^1].Score:0.0000}, best {tuning.Trials[tuning.Best - 1].Rungs[^1].Score:0.0000} by {tuning.Learner}; held out {result.Evaluation!["AreaUnderRocCurve"]:0.0000}"));
    }

    private static Pipeline Strikes(int trials) => new PipelineBuilder("strikes")
        .Ingest(Source.Csv<Strike>(Path.Combine(AppContext.BaseDirectory, "birdstrikes.csv")), profile: false)
        .Stage("strikes", stage => stage.SplitStratified(
            by: s => s.EffectAmountOfDamage != "None", key: s => new { s.FlightDate, s.AirportName, s.AircraftMakeModel, s.WildlifeSpecies }, test: 0.2))
        .Train(learn => learn
            .Binary(label: s => s.EffectAmountOfDamage != "None")
            .Features(s => new
            {
                Knots = Feature.Standardize(s.SpeedIASInKnots),
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
            .Try(Learner.LightGbm(trees: 60), Learner.FastTree(trees: 60))
            .SpotCheck(folds: 3, rows: s_all ? 20_000 : 3_000)
            .Tune(trials))
        .Build();
}
