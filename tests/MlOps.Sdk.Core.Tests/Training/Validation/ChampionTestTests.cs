using MlOps.Sdk.Core.Tests.Training.Statistics;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Core.Tests.Training.Validation;

public sealed class ChampionTestTests
{
    private static readonly ChampionPlan Plan = new() { Model = "birds", Metric = "AreaUnderRocCurve" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_clearly_better_model_is_promoted_and_a_clearly_worse_one_is_not()
    {
        (Predictions champion, Predictions challenger) = new SimulatedModels(1).Binary(2000, gain: _ => 0.4);
        Comparison better = Compare(champion, challenger), worse = Compare(challenger, champion);
        Assert.Equal((ComparisonVerdict.Better, ComparisonVerdict.Worse), (better.Verdict, worse.Verdict));
        Assert.True(better.Low > 0 && better.High > better.Low && better.PValue < 0.001);
        Assert.Equal((better.Difference, better.PValue), (-worse.Difference, worse.PValue));
        Assert.Equal(PromotionOutcome.Promote, PromotionRule.Decide(better, []).Outcome);
        Assert.Equal(PromotionOutcome.Keep, PromotionRule.Decide(worse, []).Outcome);
    }

    [Fact]
    public void A_slight_difference_is_not_enough_evidence_and_it_is_said_what_would_be()
    {
        (Predictions champion, Predictions challenger) = new SimulatedModels(1).Binary(1997, gain: _ => 0.01);
        (PromotionOutcome outcome, string reason) = PromotionRule.Decide(Compare(champion, challenger), []);
        Assert.Equal(PromotionOutcome.NotEnoughEvidence, outcome);
        Assert.Matches(
            @"^challenger 0\.\d{3} against champion 0\.\d{3}: [+-]0\.\d{3} \[-0\.\d{3}, \+0\.\d{3}\], not enough evidence \(1,997 rows\); a difference of 0\.0\d\d would be found in 4 of 5 cases$",
            reason);
    }

    [Theory]
    [InlineData("AreaUnderRocCurve")]
    [InlineData("Accuracy")]
    [InlineData("LogLoss")]
    [InlineData("F1Score")]
    public void The_same_predictions_differ_by_exactly_nothing(string metric)
    {
        (Predictions champion, _) = new SimulatedModels(1).Binary(500);
        Comparison same = new ChampionTest(Plan with { Metric = metric }, 1, Token).Compare(champion, champion);
        Assert.Equal((0, 0, 0, 1, ComparisonVerdict.NotEnoughEvidence), (same.Difference, same.Low, same.High, same.PValue, same.Verdict));
        Assert.True(double.IsNaN(same.Detectable));
        Assert.EndsWith("no difference in any row (500 rows)", PromotionRule.Decide(same, []).Reason, StringComparison.Ordinal);

        // A model that may be a little worse may be the same.
        Comparison allowed = new ChampionTest(Plan with { Metric = metric, Margin = -0.01 }, 1, Token).Compare(champion, champion);
        Assert.Equal(ComparisonVerdict.Better, allowed.Verdict);
    }

    [Fact]
    public void Less_of_a_loss_is_better()
    {
        (Predictions champion, Predictions challenger) = new SimulatedModels(1).Regression(2000, gain: 0.2);
        Comparison comparison = new ChampionTest(Plan with { Metric = "RootMeanSquaredError" }, 1, Token).Compare(champion, challenger);
        Assert.Equal(ComparisonVerdict.Better, comparison.Verdict);
        Assert.True(comparison is { LessIsBetter: true, Difference: < 0, High: < 0 });
        Assert.InRange(comparison.Difference, comparison.Low, comparison.High);
    }

    [Fact]
    public void A_difference_that_is_smaller_than_the_margin_does_not_promote()
    {
        (Predictions champion, Predictions challenger) = new SimulatedModels(1).Binary(20_000, gain: _ => 0.1);
        Assert.Equal(ComparisonVerdict.Better, Compare(champion, challenger).Verdict);
        Comparison demanding = new ChampionTest(Plan with { Margin = 0.05 }, 1, Token).Compare(champion, challenger);
        Assert.Equal(ComparisonVerdict.Worse, demanding.Verdict);
        Assert.Contains("not better by 0.05 ", ComparisonText.Of(demanding), StringComparison.Ordinal);
        Assert.Equal(PromotionOutcome.Keep, PromotionRule.Decide(demanding, []).Outcome);
    }

    [Fact]
    public void What_rows_do_not_define_is_not_enough_evidence_and_it_is_said_why()
    {
        (Predictions champion, Predictions challenger) = new SimulatedModels(1).Binary(300, rate: 0);
        Comparison oneClass = Compare(champion, challenger);
        Assert.Equal((ComparisonVerdict.NotEnoughEvidence, "0 of the rows are true and 300 false; it takes 10 of each"), (oneClass.Verdict, oneClass.Test));

        Predictions broken = new() { Task = TaskKind.Regression, Scores = [float.NaN, .. new float[29]], Numbers = new double[30] };
        Predictions whole = new() { Task = TaskKind.Regression, Scores = [10, .. new float[29]], Numbers = new double[30] };
        Comparison missing = new ChampionTest(Plan with { Metric = "MeanAbsoluteError" }, 1, Token).Compare(broken, whole);
        Assert.Equal(ComparisonVerdict.NotEnoughEvidence, missing.Verdict);
        Assert.Contains("the metric isn't defined: NaN for the champion, 0.333", missing.Test, StringComparison.Ordinal);
        Assert.Equal(PromotionOutcome.NotEnoughEvidence, PromotionRule.Decide(missing, []).Outcome);
    }

    [Fact]
    public void Constant_scores_lose_against_a_model_that_tells_rows_apart()
    {
        (Predictions champion, _) = new SimulatedModels(1).Binary(500);
        Predictions constant = new() { Task = TaskKind.Binary, Scores = new float[500], Truths = champion.Truths };
        Comparison comparison = Compare(champion, constant);
        Assert.Equal((0.5, ComparisonVerdict.Worse), (comparison.Challenger, comparison.Verdict));
    }

    [Fact]
    public void A_single_row_is_survived()
    {
        Predictions one = new() { Task = TaskKind.Regression, Scores = [1], Numbers = [2] }, other = new() { Task = TaskKind.Regression, Scores = [3], Numbers = [2.5] };
        Assert.Equal(ComparisonVerdict.NotEnoughEvidence, new ChampionTest(Plan with { Metric = "RSquared" }, 1, Token).Compare(one, other).Verdict);
        Assert.Equal(ComparisonVerdict.NotEnoughEvidence, new ChampionTest(Plan with { Metric = "MeanAbsoluteError" }, 1, Token).Compare(one, other).Verdict);
    }

    [Fact]
    public void A_slice_that_got_worse_keeps_the_champion_although_the_whole_is_better()
    {
        // A twentieth of the rows.
        (Predictions champion, Predictions challenger) = new SimulatedModels(2).Binary(20_000, gain: row => row % 20 == 0 ? -0.9 : 0.2);
        ChampionTest test = new(Plan, 1, Token);
        Comparison overall = test.Compare(champion, challenger);
        IReadOnlyList<Comparison> slices = test.Compare(SlicesBy(20, 20_000), champion, challenger);
        Assert.Equal(ComparisonVerdict.Better, overall.Verdict);
        Comparison worse = Assert.Single(slices, slice => slice.Verdict == ComparisonVerdict.Worse);
        Assert.Equal(new Slice("Digit", "0"), worse.Slice);
        (PromotionOutcome outcome, string reason) = PromotionRule.Decide(overall, slices);
        Assert.Equal(PromotionOutcome.Keep, outcome);
        Assert.Matches(@"better \(20,000 rows\); Digit = 0: 0\.\d+ against 0\.\d+: -0\.\d+ \[-0\.\d+, -0\.\d+\], worse \(1,000 rows\)$", reason);

        // Twice as bad isn't too bad if that much is allowed.
        IReadOnlyList<Comparison> tolerated = new ChampionTest(Plan with { Tolerance = 0.4 }, 1, Token).Compare(SlicesBy(20, 20_000), champion, challenger);
        Assert.DoesNotContain(tolerated, slice => slice.Verdict == ComparisonVerdict.Worse);
    }

    [Fact]
    public void Ten_thousand_slices_are_compared_in_seconds()
    {
        const int Rows = 300_000;
        (Predictions champion, Predictions challenger) = new SimulatedModels(2).Binary(Rows, rate: 0.5);
        IReadOnlyList<Comparison> slices = new ChampionTest(Plan with { Resamples = 500 }, 1, Token).Compare(SlicesBy(10_000, Rows), champion, challenger);
        Assert.Equal(10_000, slices.Count);
        // At a level of 0.05 in 10,000 slices of which none has changed: of all of them together one in twenty times one.
        Assert.InRange(slices.Count(slice => slice.Verdict == ComparisonVerdict.Worse), 0, 2);
    }

    private static Comparison Compare(Predictions champion, Predictions challenger) => new ChampionTest(Plan, 1, Token).Compare(champion, challenger);

    private static IEnumerable<(Slice Slice, int[] Rows)> SlicesBy(int slices, int rows) => Enumerable.Range(0, slices)
        .Select(slice => (new Slice("Digit", $"{slice}"), Enumerable.Range(0, rows / slices).Select(row => (row * slices) + slice).ToArray()));
}
