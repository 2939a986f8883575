using MlOps.Sdk.Core.Tests.Training.Statistics;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;
using MlOps.Sdk.Training.Statistics;

namespace MlOps.Sdk.Core.Tests.Training.Validation;

/// <summary>Holds the promotion to what it says of itself: a few dozen pairs of models here, all of them with <c>MLOPS_SIMULATIONS=all</c>.</summary>
public sealed class PromotionSimulationTests(ITestOutputHelper output)
{
    private const double Alpha = 0.05;

    private static readonly bool s_all = Environment.GetEnvironmentVariable("MLOPS_SIMULATIONS") == "all";

    private static readonly int s_pairs = s_all ? 1000 : 60;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<TaskKind, string, int> Metrics => new()
    {
        { TaskKind.Binary, "AreaUnderRocCurve", 2000 },
        { TaskKind.Binary, "AreaUnderRocCurve", 200 },
        { TaskKind.Binary, "AreaUnderPrecisionRecallCurve", 2000 },
        { TaskKind.Binary, "Accuracy", 2000 },
        { TaskKind.Binary, "F1Score", 2000 },
        { TaskKind.Binary, "LogLoss", 2000 },
        { TaskKind.Multiclass, "MicroAccuracy", 2000 },
        { TaskKind.Multiclass, "MacroAccuracy", 2000 },
        { TaskKind.Multiclass, "LogLoss", 2000 },
        { TaskKind.Regression, "RSquared", 2000 },
        { TaskKind.Regression, "RootMeanSquaredError", 2000 },
        { TaskKind.Regression, "MeanAbsoluteError", 2000 },
    };

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Of_models_that_are_no_better_no_more_are_promoted_than_stated(TaskKind task, string metric, int rows)
    {
        int promoted = 0, called = 0;
        for (int pair = 0; pair < s_pairs; pair++)
        {
            (Predictions champion, Predictions challenger) = Models(task, pair, rows);
            ComparisonVerdict verdict = Test(metric, Alpha).Compare(champion, challenger).Verdict;
            promoted += verdict == ComparisonVerdict.Better ? 1 : 0;
            called += verdict == ComparisonVerdict.NotEnoughEvidence ? 0 : 1;
        }

        int bound = Bound(s_pairs, Alpha / 2), both = Bound(s_pairs, Alpha);
        output.WriteLine(
            $"{task} {metric}, {rows} rows: {promoted} of {s_pairs} equal models promoted (stated {Alpha / 2:0.###}; bound {bound}), {called} called better or worse (stated {Alpha}; bound {both})");
        Assert.InRange(promoted, 0, bound);
        Assert.InRange(called, 0, both);
    }

    [Fact]
    public void With_slices_it_stays_so_and_slices_of_equal_models_are_seldom_called_worse()
    {
        int promoted = 0, alarms = 0;
        for (int pair = 0; pair < s_pairs; pair++)
        {
            (Predictions champion, Predictions challenger) = Models(TaskKind.Binary, pair, 4000);
            ChampionTest test = Test("AreaUnderRocCurve", Alpha);
            Comparison overall = test.Compare(champion, challenger);
            IReadOnlyList<Comparison> slices = test.Compare(SlicesBy(20, 4000), champion, challenger);
            promoted += PromotionRule.Decide(overall, slices).Outcome == PromotionOutcome.Promote ? 1 : 0;
            alarms += slices.Any(slice => slice.Verdict == ComparisonVerdict.Worse) ? 1 : 0;
        }

        int bound = Bound(s_pairs, Alpha / 2);
        output.WriteLine($"20 slices of 200 rows: {promoted} of {s_pairs} equal models promoted, in {alarms} any slice called worse (stated {Alpha / 2:0.###} each; bound {bound})");
        Assert.InRange(promoted, 0, bound);
        Assert.InRange(alarms, 0, bound);
    }

    [Theory]
    [InlineData(20_000, 0.20)]
    [InlineData(20_000, 0.10)]
    public void A_regression_in_a_twentieth_of_the_rows_is_caught_while_the_whole_improves(int rows, double planted)
    {
        int pairs = s_all ? 200 : 8, caught = 0, better = 0, wrongSlice = 0;
        // Of models with an AUC of 0.80.
        double loss = SignalOf(0.80 - planted) - SimulatedModels.Signal;
        for (int pair = 0; pair < pairs; pair++)
        {
            (Predictions champion, Predictions challenger) = new SimulatedModels(pair).Binary(rows, gain: row => row % 20 == 7 ? loss : 0.15);
            ChampionTest test = Test("AreaUnderRocCurve", Alpha);
            Comparison overall = test.Compare(champion, challenger);
            IReadOnlyList<Comparison> slices = test.Compare(SlicesBy(20, rows), champion, challenger);
            better += overall.Verdict == ComparisonVerdict.Better ? 1 : 0;
            caught += slices[7].Verdict == ComparisonVerdict.Worse && PromotionRule.Decide(overall, slices).Outcome == PromotionOutcome.Keep ? 1 : 0;
            wrongSlice += slices.Where((_, slice) => slice != 7).Any(slice => slice.Verdict == ComparisonVerdict.Worse) ? 1 : 0;
        }

        output.WriteLine(
            $"{rows} rows, AUC -{planted:0.00} in 1 of 20 slices ({rows / 20} rows): the whole better in {better} of {pairs}, the slice caught in {caught}, another blamed in {wrongSlice}");
        Assert.True(better >= 0.9 * pairs);
        Assert.True(caught >= 0.9 * pairs);
    }

    [Theory]
    [InlineData(2000)]
    [InlineData(20_000)]
    public void What_is_said_to_be_detectable_is_detected_in_four_of_five_cases(int rows)
    {
        int pairs = s_all ? rows > 10_000 ? 200 : 1000 : rows > 10_000 ? 10 : 60;
        double detectable = Enumerable.Range(0, 5).Average(pair =>
        {
            (Predictions champion, Predictions challenger) = Models(TaskKind.Binary, pair, rows);
            return Test("AreaUnderRocCurve", Alpha).Compare(champion, challenger).Detectable;
        });
        foreach (double effect in (double[])[0.005, 0.01, 0.02, 0.05])
            output.WriteLine($"{rows} rows, AUC 0.80 against {0.80 + effect:0.000}: found in {Found(effect, pairs):0.0 %} of {pairs}");
        double found = Found(detectable, pairs);
        output.WriteLine($"{rows} rows: {detectable:0.0000} is said to be found in 80 %, and was in {found:0.0 %} of {pairs}");
        Assert.InRange(found, s_all ? 0.72 : 0.5, s_all ? 0.88 : 1);

        double Found(double effect, int count)
        {
            double gain = SignalOf(0.80 + effect) - SimulatedModels.Signal;
            return Enumerable.Range(0, count).Average(pair =>
            {
                (Predictions champion, Predictions challenger) = new SimulatedModels(1_000_000 + pair).Binary(rows, gain: _ => gain);
                return Test("AreaUnderRocCurve", Alpha).Compare(champion, challenger).Verdict == ComparisonVerdict.Better ? 1.0 : 0;
            });
        }
    }

    private static ChampionTest Test(string metric, double alpha) =>
        new(new ChampionPlan { Model = "birds", Metric = metric, Alpha = alpha, Resamples = s_all ? 2000 : 500 }, 1, Token);

    private static (Predictions Champion, Predictions Challenger) Models(TaskKind task, int pair, int rows) => task switch
    {
        TaskKind.Binary => new SimulatedModels(pair).Binary(rows),
        TaskKind.Multiclass => new SimulatedModels(pair).Multiclass(rows),
        _ => new SimulatedModels(pair).Regression(rows),
    };

    // The least count that a probability of so much exceeds once in 10,000 simulations.
    private static int Bound(int trials, double probability)
    {
        int bound = 0;
        // P(X > k) of a binomial distribution is Iₚ(k + 1, n − k).
        while (IncompleteBeta.Of(bound + 1, trials - bound, probability) > 1e-4)
            bound++;
        return bound;
    }

    // Two normal distributions that lie so far apart have this AUC: Φ(d / √2).
    private static double SignalOf(double auc)
    {
        double low = -5, high = 5;
        for (int step = 0; step < 60; step++)
        {
            double middle = (low + high) / 2;
            // With many degrees of freedom Student's distribution is the normal one.
            double below = 1 - (StudentT.TwoSided(Math.Abs(middle) / Math.Sqrt(2), 1e9) / 2);
            if ((middle < 0 ? 1 - below : below) < auc)
                low = middle;
            else
                high = middle;
        }

        return (low + high) / 2;
    }

    private static IEnumerable<(Slice Slice, int[] Rows)> SlicesBy(int slices, int rows) => Enumerable.Range(0, slices)
        .Select(slice => (new Slice("Digit", $"{slice}"), Enumerable.Range(0, rows / slices).Select(row => (row * slices) + slice).ToArray()));
}
