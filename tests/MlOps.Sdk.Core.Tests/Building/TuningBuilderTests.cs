using MlOps.Sdk.Building;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Core.Tests.Building;

/// <summary>What is searched is said in C#, and what can't be searched is said when the pipeline is built.</summary>
public sealed class TuningBuilderTests
{
    private static readonly Learner s_program = Learner.Program("python3", settings: new { Depth = 6, Rate = 0.3 });

    [Fact]
    public void Each_learner_has_a_space_of_its_own_unless_another_is_given()
    {
        TuningPlan tuning = Tuning(
            [Learner.LightGbm(trees: 200), Learner.Linear()],
            tune => tune.Search<LightGbmLearner>(light => light
                .Between(l => l.Leaves, 4, 256, logarithmic: true)
                .Between(l => l.LearningRate, 0.01, 0.3)
                .OneOf(l => l.MinimumExamplesPerLeaf, 5, 20, 80)));

        Assert.Equal(
            [
                new SearchSpace(
                    Learner.LightGbm(trees: 200),
                    [
                        new IntegerParameter("leaves", 4, 256, Logarithmic: true),
                        new RealParameter("learningRate", 0.01, 0.3),
                        new ChoiceParameter("minimumExamplesPerLeaf", ["5", "20", "80"]),
                    ]),
                SearchSpace.Of(Learner.Linear()),
            ],
            tuning.Spaces);
    }

    [Fact]
    public void How_to_search_is_part_of_the_plan()
    {
        TuningPlan tuning = Tuning([Learner.LightGbm()], tune => tune.AtRandom().Batch(8).Folds(5).Halvings(1).FromScratch().WithSeed(7));

        Assert.Equal(
            (12, SearchMethod.Random, 8, 5, 1, false, 7),
            (tuning.Trials, tuning.Method, tuning.Batch, tuning.Folds, tuning.Halvings, tuning.WarmStart, tuning.Seed));
    }

    [Fact]
    public void The_settings_of_a_program_are_named_by_their_path()
    {
        TuningPlan tuning = Tuning([s_program], tune => tune.Search<ProgramLearner>(program => program
            .Between("settings.depth", 2, 10)
            .Between("settings.rate", 0.01, 0.5, logarithmic: true)));

        Assert.Equal(
            [new IntegerParameter("settings.depth", 2, 10), new RealParameter("settings.rate", 0.01, 0.5, Logarithmic: true)],
            Assert.Single(tuning.Spaces).Parameters);
    }

    [Fact]
    public void A_plan_tells_its_ranges()
    {
        string text = Build([Learner.Sdca(), Learner.LightGbm()], tune => tune.Search<LightGbmLearner>(light => light.OneOf(l => l.Trees, 50, 100))).Describe();

        Assert.Contains("12 trials by what the earlier ones found, 5 at a time, each by 3-fold cross-validation", text, StringComparison.Ordinal);
        Assert.Contains("with l2 1E-07 to 0.1 by its logarithm, passes 5 to 100 by its logarithm", text, StringComparison.Ordinal);
        Assert.Contains("with trees one of 50, 100", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_range_is_said_at_once()
    {
        IReadOnlyList<Problem> problems = Problems(
            [Learner.LightGbm(), Learner.Sdca(), s_program],
            tune => tune
                .Search<LightGbmLearner>(light => light
                    .Between(l => l.Leaves, 1, 256)
                    .Between(l => l.Trees, 10.5, 20)
                    .Between(l => l.LearningRate, 0.3, 0.1)
                    .Between("leavs", 2, 3)
                    .Between(l => l.MinimumExamplesPerLeaf + 1, 2, 3))
                .Search<SdcaLearner>(sdca => sdca
                    .Between(l => l.L2, 0, 1, logarithmic: true)
                    .OneOf<int?>(l => l.Passes)
                    .Between(l => l.L2, double.NaN, 1))
                .Search<ProgramLearner>(program => program
                    .OneOf("settings.depht", 1, 2)
                    .OneOf("settings.rate", 0.1, 0.1))
                .Search<LinearLearner>(linear => linear.Between(l => l.L2, 0, 1))
                .Batch(0).Folds(1).Halvings(11));

        Assert.Equal(
            [
                "train.tune: '(l.MinimumExamplesPerLeaf + 1)' is no setting. Name a property of LightGbmLearner, as in l => l.Trees.",
                "train.tune: Search<LinearLearner> has nothing to search: no LinearLearner is tried. Name it in .Try(…), or search one of those that are.",
                "tune.batch: must be 1 to 1000, was 0.",
                "tune.folds: must be 2 to 20, was 1.",
                "tune.halvings: must be 0 to 10, was 11.",
                "tune.lightgbm.leaves: must be 2 to 10000, and the search could come to 1.",
                "tune.lightgbm.trees: the setting takes whole numbers, and the range is trees 10.5 to 20. Round its ends.",
                "tune.lightgbm.learningRate: the least value (0.3) is above the greatest (0.1).",
                "tune.lightgbm: there is no setting 'leavs'; there are trees, leaves, learningRate, minimumExamplesPerLeaf. Did you mean 'leaves'?",
                "tune.sdca.l2: the setting is searched twice. Give one range.",
                "tune.sdca.l2: a range that is searched by its logarithm begins above 0, and this at 0. Begin at 1e-6, or leave 'logarithmic' out.",
                "tune.sdca.passes: there is no value to choose from. Write .OneOf(l => l.Leaves, 15, 31, 63).",
                "tune.sdca.l2: a range has two numbers as its ends, these are NaN and 1.",
                "tune.program: there is no setting 'settings.depht'; there are settings.depth, settings.rate. Did you mean 'settings.depth'?",
                "tune.program.settings.rate: 0.1 stands twice among the values. Name it once.",
            ],
            problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_value_that_a_setting_cannot_hold_is_refused()
    {
        Assert.Equal(
            "tune.lightgbm.leaves: the setting takes no 3000000000.",
            Assert.Single(Problems([Learner.LightGbm()], tune => tune.Search<LightGbmLearner>(light => light.Between(l => l.Leaves, 2, 3e9)))).ToString());
        Assert.Equal(
            "tune.lightgbm.leaves: the setting takes no \"many\".",
            Assert.Single(Problems([Learner.LightGbm()], tune => tune.Search<LightGbmLearner>(light => light.OneOf("leaves", "many")))).ToString());
    }

    [Fact]
    public void A_program_whose_settings_are_not_searched_is_told_what_to_write()
    {
        Assert.Equal(
            "tune: no setting of program is searched. Name those that are: .Tune(tune: tune => tune.Search<ProgramLearner>(program => program.Between(\"settings.depth\", 2, 10))).",
            Assert.Single(Problems([s_program], tune => tune)).ToString());
        Assert.Contains("settings: new { Depth = 6 }", Assert.Single(Problems([Learner.Program("python3")], tune => tune)).Message, StringComparison.Ordinal);
        Assert.Empty(Problems([s_program, Learner.LightGbm()], tune => tune));
    }

    [Fact]
    public void There_are_at_least_as_many_trials_as_learners_unless_a_spot_check_leaves_one()
    {
        Learner[] learners = [Learner.LightGbm(), Learner.Linear(), Learner.Sdca()];

        Assert.StartsWith("tune.trials: 3 learners", Assert.Single(Problems(learners, tune => tune, trials: 2)).ToString(), StringComparison.Ordinal);
        Build(learners, tune => tune, learn => learn.SpotCheck(), trials: 2);
        Assert.Equal("tune.trials: must be 1 to 10000, was 0.", Assert.Single(Problems(learners, tune => tune, trials: 0)).ToString());
    }

    private static TuningPlan Tuning(Learner[] learners, Func<TuningBuilder, TuningBuilder> tune) =>
        Assert.Single(Build(learners, tune).Plan.Stages.OfType<TuningPlan>());

    private static IReadOnlyList<Problem> Problems(Learner[] learners, Func<TuningBuilder, TuningBuilder> tune, int trials = 12)
    {
        try
        {
            Build(learners, tune, trials: trials);
            return [];
        }
        catch (PipelineException exception)
        {
            return exception.Problems;
        }
    }

    private static Pipeline Build(
        Learner[] learners,
        Func<TuningBuilder, TuningBuilder> tune,
        Func<LearningBuilder<Flight, BinaryMetrics>, LearningBuilder<Flight, BinaryMetrics>>? more = null,
        int trials = 12) =>
        new PipelineBuilder("flights")
            .Ingest(Source.Csv<Flight>("flights.csv"))
            .Stage("flights", stage => stage.SplitByHash(f => f.Id, test: 0.2))
            .Train(learn =>
            {
                LearningBuilder<Flight, BinaryMetrics> builder = learn
                    .Binary(f => f.Delay > 15)
                    .Features(f => new { Distance = Feature.Standardize(f.Distance) })
                    .Try(learners)
                    .Tune(trials, tune);
                return more?.Invoke(builder) ?? builder;
            })
            .Build();
}
