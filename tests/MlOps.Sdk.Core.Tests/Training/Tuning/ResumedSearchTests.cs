using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Core.Tests.Training;

/// <summary>A search that was ended is taken up; one that was done before guides the next.</summary>
public sealed class ResumedSearchTests
{
    private static readonly TuningPlan s_plan = SearchBench.Plan(
        17,
        new SearchSpace(Learner.LightGbm(), [new IntegerParameter("leaves", 2, 200, Logarithmic: true)]),
        new SearchSpace(Learner.Linear(), [new RealParameter("l2", 0.001, 1000, Logarithmic: true)]));

    [Fact]
    public async Task A_search_that_ends_anywhere_is_taken_up_without_repeating_a_trial()
    {
        SearchBench undisturbed = new(TunerTests.Score) { Cores = 1 };
        Tuning expected = await undisturbed.RunAsync(s_plan);
        int count = undisturbed.Evaluated.Count;
        Assert.Equal(count, undisturbed.Evaluated.Distinct().Count());

        for (int end = 0; end < count; end++)
        {
            int left = end;
            SearchBench bench = new(TunerTests.Score) { Cores = 1, Beginning = _ => Throw(ref left) };
            await Assert.ThrowsAsync<IOException>(() => bench.RunAsync(s_plan));
            Assert.Equal(end, bench.Evaluated.Count);

            bench.Beginning = null;
            Assert.Equal(expected, await bench.RunAsync(s_plan));
            Assert.Equal(count, bench.Evaluated.Count);
            Assert.Equal(count, bench.Evaluated.Distinct().Count());
        }

        static void Throw(ref int left)
        {
            if (left-- == 0)
                throw new IOException("The disk is full.");
        }
    }

    [Fact]
    public async Task A_search_that_is_cancelled_among_the_trials_of_a_rung_ends_and_is_taken_up()
    {
        Tuning expected = await new SearchBench(TunerTests.Score).RunAsync(s_plan);
        using CancellationTokenSource source = new();
        SearchBench bench = new(TunerTests.Score) { Cores = 4 };
        bench.Beginning = _ =>
        {
            if (bench.Evaluated.Count >= 7)
                source.Cancel();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.RunAsync(s_plan, source.Token));
        int before = bench.Evaluated.Count;

        bench.Beginning = null;
        Assert.Equal(expected, await bench.RunAsync(s_plan));
        Assert.InRange(before, 7, bench.Evaluated.Count - 1);
        Assert.Equal(bench.Evaluated.Count, bench.Evaluated.Distinct().Count());
    }

    [Fact]
    public async Task Notes_that_cannot_be_read_are_made_anew()
    {
        SearchBench bench = new(TunerTests.Score);
        Tuning expected = await bench.RunAsync(s_plan);
        string[] garbage = ["", "null", "{}", "[1]", "no JSON", """{"evaluation":{"split":"train"}}""", """{"failure":1}""", """{"best":null}"""];
        foreach ((string name, int index) in bench.Notes.Keys.Select((name, index) => (name, index)).ToArray())
            bench.Notes[name] = garbage[index % garbage.Length];

        Assert.Equal(expected, await bench.RunAsync(s_plan));
    }

    [Fact]
    public async Task What_counts_as_harmed_is_searched_anew()
    {
        SearchBench bench = new(TunerTests.Score);
        await bench.RunAsync(s_plan);
        int once = bench.Evaluated.Count;

        bench.IsRedone = true;
        await bench.RunAsync(s_plan);

        Assert.Equal(2 * once, bench.Evaluated.Count);
    }

    [Fact]
    public async Task A_failure_is_noted_as_well()
    {
        SearchBench bench = new(trial => trial.Learner is LinearLearner ? throw new StageException("tune: no.") : TunerTests.Score(trial));
        Tuning first = await bench.RunAsync(s_plan);
        int once = bench.Evaluated.Count;

        Assert.Equal(first, await bench.RunAsync(s_plan));
        Assert.Equal(once, bench.Evaluated.Count);
        Assert.Contains(first.Trials, trial => trial.Failure == "no.");
    }

    [Fact]
    public async Task The_best_of_an_earlier_search_are_tried_after_the_learners_own_settings()
    {
        Tuning earlier = await new SearchBench(TunerTests.Score).RunAsync(s_plan);
        SearchBench bench = new(TunerTests.Score) { Previous = earlier };
        Tuning tuning = await bench.RunAsync(s_plan with { Seed = 5 });

        Assert.Equal(earlier.ComputeFingerprint(), tuning.WarmStart);
        Assert.Equal(["own", "own", "earlier", "earlier", "random"], tuning.Trials.Take(5).Select(trial => trial.Origin));
        Assert.Equal(earlier.Learner, tuning.Trials[2].Learner);
        Assert.True(tuning.Trials[tuning.Best - 1].Rungs[^1].Score >= earlier.Trials[earlier.Best - 1].Rungs[^1].Score, "It lost what was found.");
    }

    [Fact]
    public async Task A_search_that_is_taken_up_is_guided_by_what_guided_it_at_first()
    {
        SearchBench bench = new(TunerTests.Score) { Previous = await new SearchBench(TunerTests.Score).RunAsync(s_plan) };
        TuningPlan plan = s_plan with { Seed = 5 };
        Tuning first = await bench.RunAsync(plan);

        bench.Previous = await new SearchBench(TunerTests.Score).RunAsync(s_plan with { Seed = 9 });
        Assert.Equal(first, await bench.RunAsync(plan));
        bench.Previous = null;
        Assert.Equal(first, await bench.RunAsync(plan));
    }

    [Fact]
    public async Task An_earlier_search_of_something_else_guides_nothing()
    {
        Tuning expected = await new SearchBench(TunerTests.Score).RunAsync(s_plan);
        Tuning earlier = await new SearchBench(TunerTests.Score).RunAsync(s_plan with { Seed = 3 });
        Product[] strange =
        [
            earlier with { Metric = nameof(RegressionMetrics.RSquared) },
            earlier with { Trials = [new TunedTrial(1, Learner.FastTree(), "own", [new Rung(1, 0.9, [0.9])])] },
            // Out of the range, with another setting that isn't searched, and of which nothing is known.
            earlier with { Trials = [new TunedTrial(1, Learner.LightGbm(leaves: 300), "own", [new Rung(1, 0.9, [0.9])])] },
            earlier with { Trials = [new TunedTrial(1, Learner.LightGbm(trees: 7, leaves: 30), "own", [new Rung(1, 0.9, [0.9])])] },
            earlier with { Trials = [new TunedTrial(1, Learner.LightGbm(leaves: 30), "own", [])] },
            new Dataset([], new Schema([]), 0),
        ];
        foreach (Product product in strange)
            Assert.Equal(expected, await new SearchBench(TunerTests.Score) { Previous = product }.RunAsync(s_plan));
        Assert.Equal(expected, await new SearchBench(TunerTests.Score) { Previous = earlier }.RunAsync(s_plan with { WarmStart = false }));
    }
}
