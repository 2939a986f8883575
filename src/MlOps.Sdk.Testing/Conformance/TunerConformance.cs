using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;
using Xunit;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>What every tuner promises.</summary>
public abstract class TunerConformance : StageConformance<ITuner>
{
    private const int Leaves = 40;

    /// <summary>What is searched: the leaves of small trees; by default LightGBM's.</summary>
    protected virtual LightGbmLearner Learner => (LightGbmLearner)MlOps.Sdk.Learner.LightGbm(trees: 10, leaves: 5);

    /// <summary>The tasks that the tuner is held to; all by default.</summary>
    protected virtual IReadOnlyList<TaskKind> Tasks => [TaskKind.Binary, TaskKind.Multiclass, TaskKind.Regression];

    /// <summary>How many settings are tried; 6 by default.</summary>
    protected virtual int Trials => 6;

    [Fact]
    public Task The_best_trial_on_all_rows_is_chosen_and_has_learnt() => PromiseAsync(async () =>
    {
        foreach (TaskKind task in Tasks)
        {
            Tuning tuning = await TuneAsync(await RequestAsync(task));
            TunedTrial[] finished = [.. tuning.Trials.Where(trial => trial is { Failure: null, Rungs: [.., { Share: 1 }] })];
            TunedTrial best = Assert.Single(finished, trial => trial.Number == tuning.Best);
            Assert.Equal(best.Learner, tuning.Learner);
            Assert.Equal(finished.Max(trial => trial.Rungs[^1].Score), best.Rungs[^1].Score);
            Assert.InRange(best.Rungs[^1].Score, 0.6, 1);
            Assert.All(finished.SelectMany(trial => trial.Rungs), rung => Assert.Equal(rung.Scores.Average(), rung.Score, 1e-9));
            Assert.Equal(new Evaluation(SplitName.Train, task, 0, []).Primary, tuning.Metric);
        }
    });

    [Fact]
    public Task The_learners_own_settings_come_first_and_all_others_lie_in_the_space() => PromiseAsync(async () =>
    {
        Tuning tuning = await TuneAsync(await RequestAsync(Tasks[0]));

        Assert.Equal((1, Learner, "own"), (tuning.Trials[0].Number, tuning.Trials[0].Learner, tuning.Trials[0].Origin));
        Assert.Equal(Enumerable.Range(1, Trials), tuning.Trials.Select(trial => trial.Number));
        foreach (TunedTrial trial in tuning.Trials)
        {
            LightGbmLearner tried = Assert.IsType<LightGbmLearner>(trial.Learner);
            Assert.InRange(tried.Leaves, 2, Leaves);
            Assert.Equal(Learner, tried with { Leaves = Learner.Leaves });
        }

        Assert.True(tuning.Trials.Select(trial => trial.Learner).Distinct().Count() > 2, "It tried the same all the time.");
    });

    [Fact]
    public Task A_search_that_is_asked_for_again_under_its_key_is_the_same() => PromiseAsync(async () =>
    {
        TuningRequest request = await RequestAsync(Tasks[0]);
        Assert.Equal(await TuneAsync(request), await TuneAsync(request));
    });

    [Fact]
    public Task The_same_rows_and_seed_give_the_same_search() => PromiseAsync(async () =>
    {
        TuningRequest request = await RequestAsync(Tasks[0]);
        Assert.Equal(await Stage.TuneAsync(request, Context(), Token), await Stage.TuneAsync(request, Context(), Token));
    });

    [Fact]
    public Task Without_rows_to_train_on_it_refuses() => PromiseAsync(async () =>
    {
        TuningRequest request = await RequestAsync(Tasks[0], row => row[^1] is not SplitName.Train);
        Assert.Contains($"'{SplitName.Train}'", await AssertRefusedAsync(() => TuneAsync(request)), StringComparison.Ordinal);
    });

    [Fact]
    public Task Progress_lies_between_0_and_1_and_only_grows() => PromiseAsync(async () =>
    {
        await TuneAsync(await RequestAsync(Tasks[0]));
        AssertProgress();
    });

    [Fact]
    public Task A_search_that_is_cancelled_before_it_begins_leaves_nothing() => PromiseAsync(async () =>
    {
        TuningRequest request = await RequestAsync(Tasks[0]);
        await AssertCancelledAsync(token => Stage.TuneAsync(request, Context(), token));
    });

    private async Task<TuningRequest> RequestAsync(TaskKind task, Func<object?[], bool>? where = null) => new(
        await Fixture.WriteStagedAsync(SampleTraining.Schema, [.. SampleTraining.Rows(600, missing: true).Where(where ?? (_ => true))]),
        SampleTraining.Features(task, missing: true, numbers: true),
        new TuningPlan
        {
            Name = StageName,
            Task = task,
            Spaces = [new SearchSpace(Learner, [new IntegerParameter("leaves", 2, Leaves, Logarithmic: true)])],
            Trials = Trials,
            Batch = 3,
            Folds = 2,
            Seed = 3,
        });

    private Task<Tuning> TuneAsync(TuningRequest request) => Stage.TuneAsync(request, Context(request), Token);
}
