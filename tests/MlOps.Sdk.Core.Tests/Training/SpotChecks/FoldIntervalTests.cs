using MlOps.Sdk.Training.SpotChecks;

namespace MlOps.Sdk.Core.Tests.Training.SpotChecks;

public sealed class FoldIntervalTests
{
    [Fact]
    public void The_interval_allows_for_the_rows_that_folds_share()
    {
        // By hand: s² = 0.00025, and of five folds a quarter is tested on for each that is trained on: 2.7764 · √(0.00025 · (1/5 + 1/4)).
        FoldInterval interval = FoldInterval.Of([0.78, 0.79, 0.80, 0.81, 0.82], ratio: 0.25);

        Assert.Equal(0.80, interval.Mean, 1e-12);
        Assert.Equal(0.80 - 0.0294482, interval.Low, 1e-6);
        Assert.Equal(0.80 + 0.0294482, interval.High, 1e-6);
    }

    [Fact]
    public void Equal_scores_leave_no_width() => Assert.Equal(new FoldInterval(0.5, 0.5, 0.5), FoldInterval.Of([0.5, 0.5], ratio: 1));

    [Fact]
    public void Twenty_folds_have_the_last_quantile()
    {
        double[] scores = [.. Enumerable.Range(0, 20).Select(fold => fold % 2 == 0 ? 0.4 : 0.6)];

        // s² = 20 · 0.01 / 19.
        Assert.Equal(2.0930 * Math.Sqrt(0.2 / 19 * ((1 / 20.0) + (1 / 19.0))), FoldInterval.Of(scores, 1 / 19.0).High - 0.5, 1e-9);
    }
}
