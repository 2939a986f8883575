using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Core.Tests.Training;

/// <summary>What a search tries, in which order, and what it makes of it.</summary>
public sealed class TunerTests
{
    private static readonly SearchSpace s_light = new(
        Learner.LightGbm(), [new IntegerParameter("leaves", 2, 200, Logarithmic: true), new RealParameter("learningRate", 0.01, 1, Logarithmic: true)]);

    private static readonly SearchSpace s_linear = new(Learner.Linear(), [new RealParameter("l2", 0.001, 1000, Logarithmic: true)]);

    [Fact]
    public async Task The_number_of_cores_makes_no_difference()
    {
        Tuning alone = await new SearchBench(Score) { Cores = 1 }.RunAsync(SearchBench.Plan(20, s_light, s_linear));
        Tuning together = await new SearchBench(Score) { Cores = 8 }.RunAsync(SearchBench.Plan(20, s_light, s_linear));

        Assert.Equal(alone, together);
        Assert.NotEqual(alone, await new SearchBench(Score).RunAsync(SearchBench.Plan(20, s_light, s_linear) with { Seed = 2 }));
    }

    [Theory]
    [InlineData(SearchMethod.Bayesian)]
    [InlineData(SearchMethod.Random)]
    public async Task Each_learners_own_settings_come_first_and_no_settings_twice(SearchMethod method)
    {
        Tuning tuning = await new SearchBench(Score).RunAsync(SearchBench.Plan(40, s_light, s_linear) with { Method = method });

        Assert.Equal([Learner.LightGbm(), Learner.Linear()], tuning.Trials.Take(2).Select(trial => trial.Learner));
        Assert.Equal(["own", "own", "random"], tuning.Trials.Take(3).Select(trial => trial.Origin));
        Assert.Equal(method == SearchMethod.Bayesian, tuning.Trials.Any(trial => trial.Origin == "model"));
        Assert.Equal(40, tuning.Trials.Select(trial => trial.Learner).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, 40), tuning.Trials.Select(trial => trial.Number));
        Assert.All(tuning.Trials.Select(trial => trial.Learner).OfType<LightGbmLearner>(), light => Assert.InRange(light.Leaves, 2, 200));
    }

    [Fact]
    public async Task The_best_trial_on_all_rows_is_taken()
    {
        Tuning tuning = await new SearchBench(Score).RunAsync(SearchBench.Plan(40, s_light, s_linear));

        TunedTrial best = tuning.Trials.Single(trial => trial.Number == tuning.Best);
        Assert.Equal(best.Learner, tuning.Learner);
        Assert.Equal("AreaUnderRocCurve", tuning.Metric);
        Assert.Equal(tuning.Trials.Max(trial => trial.Rungs[^1].Share < 1 ? 0 : trial.Rungs[^1].Score), best.Rungs[^1].Score);
        Assert.Equal(1, best.Rungs[^1].Share);
        // The optimum is at 20 leaves and a rate of 0.1.
        LightGbmLearner light = Assert.IsType<LightGbmLearner>(tuning.Learner);
        Assert.InRange(light.Leaves, 10, 40);
        Assert.InRange(light.LearningRate, 0.05, 0.2);
    }

    [Fact]
    public async Task On_each_rung_the_best_third_of_a_batch_goes_on_to_three_times_the_rows()
    {
        Tuning tuning = await new SearchBench(Score).RunAsync(SearchBench.Plan(27, s_light) with { Batch = 9, Halvings = 2 });

        foreach (TunedTrial[] batch in tuning.Trials.Chunk(9))
        {
            TunedTrial[] searched = [.. batch.Where(trial => trial.Origin != "own")];
            Assert.All(batch, trial => Assert.Equal(1 / 9d, trial.Rungs[0].Share));
            TunedTrial[] second = [.. batch.OrderByDescending(trial => trial.Rungs[0].Score).Take(3)];
            Assert.Equal(second.Order(ByNumber()), batch.Where(trial => trial.Rungs.Count > 1 && (trial.Origin != "own" || second.Contains(trial))));
            Assert.InRange(batch.Count(trial => trial.Rungs.Count == 3), 1, 2);
            Assert.All(batch.Where(trial => trial.Rungs.Count == 3), trial => Assert.Equal(1, trial.Rungs[^1].Share));
        }

        Assert.Equal(3, tuning.Trials[0].Rungs.Count);
    }

    [Fact]
    public async Task Rungs_with_too_few_rows_to_rank_by_are_left_out()
    {
        Tuning some = await new SearchBench(Score) { Rows = 8_000 }.RunAsync(SearchBench.Plan(5, s_light));
        Tuning none = await new SearchBench(Score) { Rows = 1_000 }.RunAsync(SearchBench.Plan(5, s_light));

        Assert.Equal([1 / 3d, 1], some.Trials[0].Rungs.Select(rung => rung.Share));
        Assert.All(none.Trials, trial => Assert.Equal(1, Assert.Single(trial.Rungs).Share));
    }

    [Fact]
    public async Task Several_learners_are_searched_together_and_the_better_one_the_more()
    {
        Tuning tuning = await new SearchBench(Score).RunAsync(SearchBench.Plan(60, s_linear, s_light));

        Assert.InRange(tuning.Trials.Count(trial => trial.Learner is LinearLearner), 5, 25);
    }

    [Fact]
    public async Task What_cannot_be_trained_is_worst_and_says_why()
    {
        SearchBench bench = new(trial => trial.Learner is LightGbmLearner { Leaves: > 30 }
            ? throw new StageException("tune: too many leaves. Take fewer.")
            : Score(trial));
        Tuning tuning = await bench.RunAsync(SearchBench.Plan(40, s_light));

        TunedTrial[] failed = [.. tuning.Trials.Where(trial => trial.Learner is LightGbmLearner { Leaves: > 30 })];
        Assert.NotEmpty(failed);
        Assert.All(failed, trial => Assert.Equal("too many leaves. Take fewer.", trial.Failure));
        Assert.Null(tuning.Trials[tuning.Best - 1].Failure);
        // A model that has seen them fail stays away.
        Assert.True(failed.Count(trial => trial.Number > 20) < failed.Count(trial => trial.Number <= 20), "It kept trying what fails.");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public async Task A_score_that_is_no_number_is_a_failure(double score)
    {
        SearchBench bench = new(trial => trial is { Learner: LightGbmLearner { Leaves: 31 }, Fold: 1 } ? score : Score(trial));
        Tuning tuning = await bench.RunAsync(SearchBench.Plan(8, s_light));

        Assert.Contains(nameof(BinaryMetrics.AreaUnderRocCurve), tuning.Trials[0].Failure, StringComparison.Ordinal);
        Assert.Empty(tuning.Trials[0].Rungs);
        Assert.NotEqual(1, tuning.Best);
    }

    [Fact]
    public async Task A_search_of_which_nothing_can_be_trained_fails_with_the_reasons()
    {
        SearchBench bench = new(trial => throw new StageException($"tune: no rows for {trial.Learner.Name}."));
        StageException exception = await Assert.ThrowsAsync<StageException>(() => bench.RunAsync(SearchBench.Plan(10, s_light, s_linear)));

        Assert.StartsWith("tune: none of the trials could be trained.", exception.Message, StringComparison.Ordinal);
        Assert.Matches(@"\nno rows for lightgbm\. \([1-9] of 10 trials\)", exception.Message);
        Assert.Matches(@"\nno rows for linear\. \([1-9] of 10 trials\)", exception.Message);
    }

    [Fact]
    public async Task A_space_is_searched_until_nothing_new_is_left()
    {
        SearchSpace small = new(Learner.LightGbm(), [new ChoiceParameter("leaves", ["4", "31"]), new IntegerParameter("trees", 99, 100)]);
        SearchSpace point = new(Learner.LightGbm(), [new IntegerParameter("leaves", 7, 7), new RealParameter("learningRate", 0.5, 0.5)]);
        SearchSpace choice = new(Learner.LightGbm(), [new ChoiceParameter("leaves", ["31"])]);
        SearchSpace nothing = new(Learner.LightGbm(), []);

        Assert.Equal(4, (await new SearchBench(Score).RunAsync(SearchBench.Plan(30, small))).Trials.Count);
        Assert.Equal(
            [Learner.LightGbm(), Learner.LightGbm(leaves: 7, learningRate: 0.5)],
            (await new SearchBench(Score).RunAsync(SearchBench.Plan(30, point))).Trials.Select(trial => trial.Learner));
        Assert.Single((await new SearchBench(Score).RunAsync(SearchBench.Plan(30, choice))).Trials);
        Assert.Single((await new SearchBench(Score).RunAsync(SearchBench.Plan(30, nothing))).Trials);
        Assert.Equal(1, (await new SearchBench(Score).RunAsync(SearchBench.Plan(1, s_light))).Best);
        Assert.Equal(3, (await new SearchBench(Score).RunAsync(SearchBench.Plan(3, s_light) with { Batch = 50 })).Trials.Count);
        await Assert.ThrowsAsync<StageException>(() => new SearchBench(Score).RunAsync(SearchBench.Plan(3)));
    }

    [Fact]
    public async Task A_setting_that_the_algorithm_chooses_can_be_searched()
    {
        SearchSpace sdca = SearchSpace.Of(Learner.Sdca());
        SearchBench bench = new(trial => trial.Learner is SdcaLearner { L2: { } l2 } ? 1 - Math.Abs(Math.Log10(l2) + 4) : 0);
        Tuning tuning = await bench.RunAsync(SearchBench.Plan(40, sdca));

        Assert.Equal(Learner.Sdca(), tuning.Trials[0].Learner);
        Assert.InRange(((SdcaLearner)tuning.Learner).L2!.Value, 3e-5, 3e-4);
    }

    [Fact]
    public async Task Progress_only_grows_and_ends_at_1()
    {
        SearchBench bench = new(Score);
        await bench.RunAsync(SearchBench.Plan(23, s_light, s_linear));

        Assert.Equal(bench.Progress.Order(), bench.Progress);
        Assert.All(bench.Progress, share => Assert.InRange(share, 0, 1));
        Assert.Equal(1, bench.Progress.Last());
        Assert.InRange(bench.Progress.SkipLast(1).Last(), 0.9, 1);
    }

    // Best at 20 leaves and a rate of 0.1; a linear model is worse whatever its penalty. On fewer rows all are worse, in the same order.
    internal static double Score(Trial trial) => (trial.Learner switch
    {
        LightGbmLearner light => 0.9 - (0.1 * Math.Abs(Math.Log(light.Leaves / 20d))) - (0.1 * Math.Abs(Math.Log(light.LearningRate / 0.1))),
        LinearLearner linear => 0.6 - (0.01 * Math.Abs(Math.Log(linear.L2))),
        _ => 0.5,
    }) - (0.1 * (1 - trial.Share)) + (0.001 * trial.Fold);

    private static Comparer<TunedTrial> ByNumber() => Comparer<TunedTrial>.Create((one, other) => one.Number.CompareTo(other.Number));
}
