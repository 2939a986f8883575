using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training.Trials;

namespace MlOps.Sdk.Core.Tests.Training.Trials;

public sealed class TrialPoolTests
{
    private static readonly Trial[] Trials = [.. Enumerable.Range(0, 20).Select(fold => new Trial(Learner.LightGbm(), fold, 1, 1))];

    [Theory]
    [InlineData(1e9, 8, 0.001, 1)]
    [InlineData(1e9, 8, 6, 3)]
    [InlineData(1e9, 2, 600, 2)]
    [InlineData(0, 5, 0.001, 5)]
    public void Half_of_the_memory_says_how_many_run_at_once_and_one_always_does(double bytes, int cores, double gigabytes, int places)
    {
        ScriptedTrials trials = new(_ => 0.5) { BytesPerTrial = (long)bytes };

        Assert.Equal(places, new TrialPool(trials, trials.Context(compute: new ComputeSpec(cores, gigabytes))).Places);
    }

    [Fact]
    public async Task Where_memory_holds_one_they_run_one_after_the_other_and_all_of_them()
    {
        ScriptedTrials trials = new(trial => trial.Fold / 100.0) { BytesPerTrial = 2_000_000 };
        TrialPool pool = new(trials, trials.Context(compute: new ComputeSpec(Cores: 8, MemoryGigabytes: 0.001)));

        IReadOnlyList<TrialOutcome> outcomes = await pool.RunAsync(Trials, null, TestContext.Current.CancellationToken);

        Assert.Equal(1, trials.MostAtOnce);
        Assert.Equal(Trials.Select(trial => trial.Fold / 100.0), outcomes.Select(outcome => outcome.Score));
    }

    [Fact]
    public async Task Side_by_side_they_come_in_their_order_and_progress_grows_to_one()
    {
        ScriptedTrials trials = new(trial => trial.Fold / 100.0);
        TrialPool pool = new(trials, trials.Context(compute: new ComputeSpec(Cores: 8)));
        List<double> progress = [];

        IReadOnlyList<TrialOutcome> outcomes = await pool.RunAsync(Trials, progress.Add, TestContext.Current.CancellationToken);

        Assert.Equal(Trials.Select(trial => trial.Fold / 100.0), outcomes.Select(outcome => outcome.Score));
        Assert.Equal(Enumerable.Range(1, 20).Select(done => done / 20.0), progress);
    }

    [Fact]
    public async Task A_refused_trial_and_one_without_a_metric_are_failures_with_a_reason()
    {
        ScriptedTrials trials = new(trial => trial.Fold switch { 3 => throw new StageException("spot-check: no."), 4 => double.NaN, _ => 0.5 });

        IReadOnlyList<TrialOutcome> outcomes = await new TrialPool(trials, trials.Context()).RunAsync(Trials, null, TestContext.Current.CancellationToken);

        Assert.Equal("spot-check: no.", outcomes[3].Failure);
        Assert.Equal(
            "spot-check: AreaUnderRocCurve of the learner 'lightgbm' is NaN on the 20 rows of fold 5. Use fewer folds, or more rows.", outcomes[4].Failure);
        Assert.Equal(18, outcomes.Count(outcome => outcome.Failure is null));
    }

    [Fact]
    public async Task What_is_no_refusal_is_passed_on()
    {
        ScriptedTrials trials = new(_ => throw new InvalidTimeZoneException("broken"));

        await Assert.ThrowsAsync<InvalidTimeZoneException>(
            () => new TrialPool(trials, trials.Context()).RunAsync(Trials, null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task When_it_is_cancelled_no_other_trial_begins()
    {
        using CancellationTokenSource source = new();
        ScriptedTrials trials = new(trial =>
        {
            if (trial.Fold == 4)
                source.Cancel();
            return 0.5;
        });
        TrialPool pool = new(trials, trials.Context(compute: new ComputeSpec(Cores: 1)));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pool.RunAsync(Trials, null, source.Token));
        Assert.Equal(5, trials.Ran.Count);
    }
}
