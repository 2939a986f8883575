using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Building;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Local.Tests.Pipelines;

/// <summary>Spot-checks as a pipeline's stage, on real data.</summary>
public sealed class SpotCheckTests
{
    private static readonly Learner s_forest = Learner.FastTree(trees: 20);
    private static readonly Learner s_boosted = Learner.LightGbm(trees: 60, leaves: 15, learningRate: 0.05);

    [Fact]
    public async Task Only_the_first_of_the_ranking_is_trained_and_a_second_run_reuses_all()
    {
        await using LocalRun run = new();

        PipelineRun first = await run.RunAsync(BirdStrikes(s_boosted, s_forest, Learner.Linear()));
        PipelineRun second = await run.RunAsync(BirdStrikes(s_boosted, s_forest, Learner.Linear()));

        SpotCheck check = first.Product<SpotCheck>();
        TrainedModel model = Assert.Single(first.Stages.Select(stage => stage.Product).OfType<TrainedModel>());
        Assert.Equal((check.Learner, check.Ranking[0].Learner), (model.Learner, model.Learner));
        Assert.Equal(3, check.Ranking.Count);
        Assert.All(check.Ranking, learner => Assert.InRange(learner.Mean, 0.7, 0.87));
        Assert.All(check.Ranking, learner => Assert.True(learner.Low < learner.Mean && learner.Mean < learner.High));
        Assert.Empty(check.Warnings);
        // What cross-validation promises, the test split keeps.
        Assert.InRange(model.On(SplitName.Test)["AreaUnderRocCurve"], check.Ranking[0].Low - 0.03, check.Ranking[0].High + 0.03);
        Assert.All(second.Stages, stage => Assert.Equal(StageOutcome.Reused, stage.Outcome));
    }

    [Fact]
    public async Task Another_learner_is_checked_anew_and_if_the_first_stays_first_its_model_is_reused()
    {
        await using LocalRun run = new();
        PipelineRun first = await run.RunAsync(BirdStrikes(s_boosted, Learner.LightGbm(trees: 1, leaves: 2)));

        PipelineRun second = await run.RunAsync(BirdStrikes(s_boosted, Learner.LightGbm(trees: 2, leaves: 2)));

        Assert.Equal(["spot-check"], second.Stages.Where(stage => stage.Outcome == StageOutcome.Executed).Select(stage => stage.Name));
        Assert.Equal(["plan.learners[1].trees: 1 -> 2"], second.Stages.Single(stage => stage.Name == "spot-check").Reasons);
        Assert.Equal(first.Model, second.Model);
    }

    [Fact]
    public async Task The_number_of_cores_and_the_memory_make_no_difference()
    {
        await using LocalRun one = new();
        await using LocalRun other = new();

        PipelineRun cramped = await one.RunAsync(BirdStrikes(new ComputeSpec(Cores: 1, MemoryGigabytes: 0.001), s_boosted, s_forest));
        PipelineRun free = await other.RunAsync(BirdStrikes(new ComputeSpec(Cores: 4), s_boosted, s_forest));

        Assert.Equal(cramped.Product<SpotCheck>(), free.Product<SpotCheck>());
    }

    [Fact]
    public async Task Days_are_predicted_from_earlier_days_only_and_the_rain_itself_is_called_a_leak()
    {
        await using LocalRun run = new();

        SpotCheck honest = (await run.RunAsync(Weather(leak: false))).Product<SpotCheck>();
        SpotCheck leaking = (await run.RunAsync(Weather(leak: true))).Product<SpotCheck>();

        // 1,096 days before 2015; of five parts the last four are held out.
        Assert.Equal((1_096L, 4), (honest.Rows, honest.Folds));
        Assert.All(honest.Ranking, learner => Assert.InRange(learner.Mean, 0.7, 0.9));
        Assert.Empty(honest.Warnings);
        LeakWarning warning = Assert.Single(leaking.Warnings);
        Assert.Equal("Rain", warning.Feature);
        Assert.StartsWith("alone gives an area under the ROC curve of 1.000.", warning.Reason, StringComparison.Ordinal);
        Assert.All(leaking.Ranking, learner => Assert.InRange(learner.Mean, 0.98, 1));
    }

    [Fact]
    public async Task A_trainer_of_ones_own_is_what_its_learners_are_ranked_by()
    {
        await using LocalRun run = new();

        PipelineRun done = await run.RunAsync(BirdStrikes(null, learn => learn.UseTrainer<OrdinaryTrainer>(), s_boosted, Learner.Linear()));

        StageRun check = done.Stages.Single(stage => stage.Product is SpotCheck);
        Assert.Equal([check.Key], OrdinaryTrainer.Opened);
    }

    [Fact]
    public void A_trainer_of_ones_own_without_trials_is_refused_when_the_pipeline_is_built()
    {
        PipelineException refused = Assert.Throws<PipelineException>(
            () => BirdStrikes(null, learn => learn.UseTrainer<TrainerWithoutTrials>(), s_boosted, Learner.Linear()));

        Problem problem = Assert.Single(refused.Problems);
        Assert.Equal("train.trainer", problem.Path);
        Assert.StartsWith("TrainerWithoutTrials trains no trials, on which SpotCheck(…) runs. Implement ITrainer.OpenTrialsAsync", problem.Message, StringComparison.Ordinal);
    }

    private static Pipeline BirdStrikes(params Learner[] learners) => BirdStrikes(null, null, learners);

    private static Pipeline BirdStrikes(ComputeSpec compute, params Learner[] learners) => BirdStrikes(compute, null, learners);

    private static Pipeline BirdStrikes(
        ComputeSpec? compute, Func<LearningBuilder<Strike, BinaryMetrics>, LearningBuilder<Strike, BinaryMetrics>>? more, params Learner[] learners) =>
        new PipelineBuilder("bird-strikes")
            .Ingest(Source.Csv<Strike>(Path.Combine(AppContext.BaseDirectory, "birdstrikes.csv")))
            .Stage("strikes", stage => stage.SplitStratified(
                by: s => s.EffectAmountOfDamage != "None", key: s => new { s.FlightDate, s.AirportName, s.AircraftMakeModel, s.WildlifeSpecies }, test: 0.2))
            .Train(
                learn => (more ?? (same => same))(learn
                    .Binary(label: s => s.EffectAmountOfDamage != "None")
                    .Features(s => new
                    {
                        Knots = Feature.Standardize(s.SpeedIASInKnots),
                        Model = Feature.Vocabulary(s.AircraftMakeModel, size: 60),
                        Phase = Feature.Vocabulary(s.PhaseOfFlight, size: 10),
                        Size = Feature.Vocabulary(s.WildlifeSize, size: 5),
                        Species = Feature.Vocabulary(s.WildlifeSpecies, size: 40),
                    })
                    .Try(learners)
                    .SpotCheck()),
                execution: new ExecutionPlan { Compute = compute })
            .Build();

    private static Pipeline Weather(bool leak)
    {
        return new PipelineBuilder("weather")
            .Ingest(Source.Csv<Day>(Path.Combine(AppContext.BaseDirectory, "seattle-weather.csv")))
            .Stage("days", stage => stage.SplitByTime(d => d.Date, testFrom: new DateOnly(2015, 1, 1)))
            .Train(learn => Features(learn.Binary(label: d => d.Precipitation > 0))
                .Try(Learner.LightGbm(trees: 50, leaves: 8), Learner.FastTree(trees: 50, leaves: 8), Learner.Linear())
                .SpotCheck(folds: 4))
            .Build();

        LearningBuilder<Day, BinaryMetrics> Features(LearningBuilder<Day, BinaryMetrics> learn) => leak
            ? learn.Features(d => new { d.TempMax, d.TempMin, d.Wind, Rain = d.Precipitation }, sharing: d => d.Precipitation)
            : learn.Features(d => new { d.TempMax, d.TempMin, d.Wind, d.Date.Month });
    }

    private sealed record Day(DateOnly Date, double Precipitation, double TempMax, double TempMin, double Wind, string Weather);

    private sealed class OrdinaryTrainer([FromKeyedServices(Platforms.Local)] ITrainer local) : ITrainer
    {
        public static ConcurrentBag<string?> Opened { get; } = [];

        public Task<TrainedModel> TrainAsync(TrainingRequest request, StageContext context, CancellationToken cancellationToken) =>
            local.TrainAsync(request, context, cancellationToken);

        public Task<ITrials> OpenTrialsAsync(TrialsRequest request, StageContext context, CancellationToken cancellationToken)
        {
            Opened.Add(context.Key);
            return local.OpenTrialsAsync(request, context, cancellationToken);
        }
    }

    private sealed class TrainerWithoutTrials : ITrainer
    {
        public Task<TrainedModel> TrainAsync(TrainingRequest request, StageContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
