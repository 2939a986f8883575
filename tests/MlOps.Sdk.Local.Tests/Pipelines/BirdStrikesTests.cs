using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Local.Tests.Pipelines;

/// <summary>What the README says of runs, on the data of the first example.</summary>
public sealed class BirdStrikesTests
{
    [Fact]
    public async Task Two_runs_in_two_places_give_the_same_metrics_and_the_same_bundle()
    {
        await using LocalRun first = new();
        await using LocalRun second = new();

        PipelineRun one = await first.RunAsync(BirdStrikes());
        PipelineRun other = await second.RunAsync(BirdStrikes());

        Assert.Equal(one.Evaluation, other.Evaluation);
        Assert.Equal(one.Model!.Bundle, other.Model!.Bundle);
        Assert.InRange(one.Evaluation!.Rows, 1_800, 2_200);
    }

    [Fact]
    public async Task The_second_run_reuses_every_stage()
    {
        await using LocalRun run = new();
        PipelineRun first = await run.RunAsync(BirdStrikes());

        PipelineRun second = await run.RunAsync(BirdStrikes());

        Assert.All(first.Stages, stage => Assert.Equal(StageOutcome.Executed, stage.Outcome));
        Assert.All(second.Stages, stage => Assert.Equal(StageOutcome.Reused, stage.Outcome));
        Assert.Equal(first.Model, second.Model);
    }

    [Fact]
    public async Task After_a_change_of_the_gate_only_what_depends_on_it_runs_again()
    {
        await using LocalRun run = new();
        await run.RunAsync(BirdStrikes(gate: 0.7));

        PipelineRun second = await run.RunAsync(BirdStrikes(gate: 0.71));

        Assert.Equal(
            ["validate", "register"],
            second.Stages.Where(stage => stage.Outcome == StageOutcome.Executed).Select(stage => stage.Name));
        Assert.Equal(["plan.gates[0].bound: 0.7 -> 0.71"], second.Stages.Single(stage => stage.Name == "validate").Reasons);
        Assert.Equal(1, second.Model!.Version);
    }

    [Fact]
    public async Task A_plan_from_json_does_the_same_work()
    {
        await using LocalRun run = new();
        Pipeline pipeline = BirdStrikes();
        await run.RunAsync(pipeline);

        PipelineRun again = await run.RunAsync(Pipeline.FromPlan(PipelinePlan.FromJson(pipeline.Plan.ToJson())));

        Assert.All(again.Stages, stage => Assert.Equal(StageOutcome.Reused, stage.Outcome));
    }

    [Fact]
    public async Task The_best_of_several_learners_is_chosen_on_the_validation_split()
    {
        await using LocalRun run = new();
        Pipeline pipeline = new PipelineBuilder("choose")
            .Ingest(Source.Csv<Strike>(File()))
            .Stage("strikes", stage => stage.SplitStratified(
                by: s => s.EffectAmountOfDamage != "None", key: s => new { s.FlightDate, s.AirportName }, test: 0.2, validation: 0.2))
            .Train(learn => learn
                .Binary(label: s => s.EffectAmountOfDamage != "None")
                .Features(s => new { Knots = s.SpeedIASInKnots ?? 0, Size = Feature.Vocabulary(s.WildlifeSize, size: 5) })
                .Try(Learner.LightGbm(trees: 20), Learner.FastTree(trees: 20), Learner.Linear(), Learner.Sdca()))
            .Build();

        PipelineRun result = await run.RunAsync(pipeline);

        TrainedModel[] trained = result.Stages.Select(stage => stage.Product).OfType<TrainedModel>().ToArray();
        TrainedModel chosen = result.Product<ValidatedModel>().Model;
        Assert.Equal(4, trained.Length);
        Assert.Equal(trained.Max(model => model.On("validation")["AreaUnderRocCurve"]), chosen.On("validation")["AreaUnderRocCurve"]);
    }

    private static string File() => Path.Combine(AppContext.BaseDirectory, "birdstrikes.csv");

    private static Pipeline BirdStrikes(double gate = 0.75) => new PipelineBuilder("bird-strikes")
        .Ingest(Source.Csv<Strike>(File()))
        .Transform(strikes => strikes.Select(s => new
        {
            s.FlightDate,
            s.AirportName,
            Model = s.AircraftMakeModel,
            Size = s.WildlifeSize,
            Species = s.WildlifeSpecies,
            Knots = s.SpeedIASInKnots,
            Damaged = s.EffectAmountOfDamage != "None",
        }))
        .Verify(check => check.RowCount(atLeast: 5_000).Between(s => s.Knots, 0, 600))
        .Stage("strikes", stage => stage.SplitByHash(s => new { s.FlightDate, s.AirportName }, test: 0.2))
        .Train(learn => learn
            .Binary(label: s => s.Damaged)
            .Features(s => new
            {
                s.Knots,
                Model = Feature.Vocabulary(s.Model, size: 60),
                Size = Feature.Vocabulary(s.Size, size: 5),
                Species = Feature.Vocabulary(s.Species, size: 40),
            })
            .Try(Learner.LightGbm(trees: 40, leaves: 15))
            .Require(m => m.AreaUnderRocCurve >= gate))
        .Deploy("bird-strikes")
        .Build();
}
