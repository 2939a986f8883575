using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Testing;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.GoogleCloud.Tests.Training;

public sealed class KnownSettingsTests : IAsyncDisposable
{
    private static readonly TuningPlan s_plan = new()
    {
        Name = "tune",
        Task = TaskKind.Binary,
        Spaces =
        [
            new SearchSpace(Learner.LightGbm(trees: 50), [new IntegerParameter("leaves", 4, 64)]),
            new SearchSpace(Learner.Program("python3", settings: new { Depth = 3 }), [new IntegerParameter("settings.depth", 1, 9)]),
        ],
    };

    private readonly StageFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Each_learner_is_tried_as_it_is_before_the_best_of_an_earlier_search()
    {
        Tuning earlier = Search(Learner.LightGbm(trees: 50, leaves: 9));

        KnownSettings known = await KnownSettings.FindAsync(s_plan, Context(earlier), Token);

        Assert.Equal(
            [new KnownSetting(s_plan.Spaces[0].Learner, "own"), new KnownSetting(s_plan.Spaces[1].Learner, "own"), new KnownSetting(earlier.Learner, "earlier")],
            known.Settings);
        Assert.Equal(earlier.ComputeFingerprint(), known.WarmStart);
    }

    public static TheoryData<Learner> Others { get; } =
        [Learner.LightGbm(trees: 60, leaves: 9), Learner.FastTree(), Learner.Program("python3", settings: new { Breadth = 3 }), Learner.Program("python2", settings: new { Depth = 3 })];

    [Theory]
    [MemberData(nameof(Others))]
    public async Task An_earlier_search_of_other_learners_guides_nothing(Learner other)
    {
        KnownSettings known = await KnownSettings.FindAsync(s_plan, Context(Search(other)), Token);

        Assert.Equal(["own", "own"], known.Settings.Select(setting => setting.Origin));
        Assert.Null(known.WarmStart);
    }

    [Fact]
    public async Task There_are_never_more_than_the_trials_and_none_twice()
    {
        Tuning earlier = Search(s_plan.Spaces[1].Learner);

        Assert.Equal(2, (await KnownSettings.FindAsync(s_plan, Context(earlier), Token)).Settings.Count);
        Assert.Single((await KnownSettings.FindAsync(s_plan with { Trials = 1 }, Context(earlier), Token)).Settings);
        Assert.Equal(2, (await KnownSettings.FindAsync(s_plan with { WarmStart = false }, Context(Search(Learner.LightGbm(trees: 50, leaves: 9))), Token)).Settings.Count);
    }

    [Fact]
    public async Task Asked_again_for_the_same_work_what_was_known_first_stands()
    {
        StageContext first = Context(null, work: "the same");
        await KnownSettings.FindAsync(s_plan, first, Token);

        KnownSettings again = await KnownSettings.FindAsync(s_plan, Context(Search(Learner.LightGbm(trees: 50, leaves: 9)), first.Journal, work: "the same"), Token);

        Assert.Null(again.WarmStart);
    }

    [Fact]
    public async Task Of_an_earlier_search_a_sixth_of_the_trials_is_tried_again_the_best_first()
    {
        Tuning earlier = Search(Learner.LightGbm(trees: 50, leaves: 9)) with
        {
            Trials =
            [
                Trial(1, leaves: 4, share: 1, 0.7), Trial(2, leaves: 5, share: 1, 0.8), Trial(3, leaves: 6, share: 1.0 / 3, 0.99),
                new TunedTrial(4, Learner.LightGbm(trees: 50, leaves: 7), "model", []) { Failure = "no" },
            ],
        };

        KnownSettings known = await KnownSettings.FindAsync(s_plan with { Trials = 18 }, Context(earlier), Token);

        Assert.Equal([5, 4, 6], known.Settings.Where(setting => setting.Origin == "earlier").Select(setting => ((LightGbmLearner)setting.Learner).Leaves));
        Assert.Null((await KnownSettings.FindAsync(s_plan, Context(earlier with { Metric = "RSquared" }), Token)).WarmStart);

        static TunedTrial Trial(int number, int leaves, double share, double score) =>
            new(number, Learner.LightGbm(trees: 50, leaves: leaves), "model", [new Rung(share, score, [score])]);
    }

    private static Tuning Search(Learner best) => new(best, "AreaUnderRocCurve", [new TunedTrial(1, best, "own", [new Rung(1, 0.5, [0.5])])], 1);

    private StageContext Context(Product? earlier, IJournal? journal = null, string? work = null)
    {
        StageContext plain = _fixture.Context("tune", work: work);
        return new StageContext
        {
            RunId = plain.RunId, Pipeline = plain.Pipeline, Stage = plain.Stage, Key = plain.Key, Logger = plain.Logger, Time = plain.Time, Progress = plain.Progress,
            Artifacts = plain.Artifacts, WorkingFolder = plain.WorkingFolder, Journal = journal ?? plain.Journal, Bindings = plain.Bindings, History = new Remembered(earlier),
        };
    }

    private sealed class Remembered(Product? product) : IStageHistory
    {
        public Task<Product?> FindPreviousAsync(CancellationToken cancellationToken) => Task.FromResult(product);
    }
}
