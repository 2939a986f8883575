using MlOps.Sdk.Training.Statistics;

namespace MlOps.Sdk.Core.Tests.Training.Statistics;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(1, 12.706204736432102)]
    [InlineData(2, 4.302652729911275)]
    [InlineData(10, 2.228138851986274)]
    [InlineData(30, 2.042272456301238)]
    [InlineData(1000, 1.9623390808264072)]
    [InlineData(1e9, 1.959966392)]
    public void The_critical_values_of_Student_are_those_of_the_tables(double degrees, double critical)
    {
        Assert.Equal(critical, StudentT.Critical(0.05, degrees), 6);
        Assert.Equal(0.05, StudentT.TwoSided(critical, degrees), 7);
        Assert.Equal(1, StudentT.TwoSided(0, degrees));
        Assert.Equal(0, StudentT.TwoSided(double.PositiveInfinity, degrees));
    }

    [Theory]
    [InlineData(1, 9, 0.021484375)]
    [InlineData(10, 0, 0.001953125)]
    [InlineData(5, 5, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(0, 1, 1)]
    [InlineData(400, 500, 0.000956444)]
    public void The_sign_test_is_exact(long one, long other, double probability)
    {
        Assert.Equal(probability, SignTest.TwoSided(one, other), 6);
        Assert.Equal(probability, SignTest.TwoSided(other, one), 6);
    }

    [Fact]
    public void The_interval_of_a_share_is_Clopper_and_Pearsons()
    {
        (double low, double high) = SignTest.Interval(4, 6, 0.05);
        Assert.Equal(0.1215523, low, 6);
        Assert.Equal(0.7376219, high, 6);
        Assert.Equal((0, 0.3084971), (SignTest.Interval(0, 10, 0.05).Low, Math.Round(SignTest.Interval(0, 10, 0.05).High, 7)));
        Assert.Equal(1, SignTest.Interval(10, 0, 0.05).High);
    }

    [Fact]
    public void The_test_and_its_interval_agree()
    {
        for (int gained = 0; gained <= 40; gained++)
        {
            for (int lost = 0; lost <= 40; lost++)
            {
                McNemarTest test = new(gained, lost, 1000);
                (double low, double high) = test.Interval(0.05);
                double difference = (gained - lost) / 1000.0;
                Assert.InRange(difference, low - 1e-9, high + 1e-9);
                Assert.Equal(test.PValue(0) < 0.05, low > 0 || high < 0);
            }
        }
    }

    [Fact]
    public void Holm_corrects_step_by_step_and_stops_at_the_first_that_stands()
    {
        // Of four at 0.05: 0.0125, 0.0167, 0.025, 0.05.
        Assert.Equal([0.0125, 0.05 / 3, 0.025, 0.025], Holm.Levels([0.005, 0.012, 0.03, 0.04], 0.05));
        Assert.Equal([0.025, 0.0125, 0.05 / 3, 0.025], Holm.Levels([0.04, 0.005, 0.012, 0.03], 0.05));
        Assert.Equal([0.05], Holm.Levels([0.9], 0.05));
        Assert.Empty(Holm.Levels([], 0.05));
    }

    [Fact]
    public void A_sigmoid_is_fitted_to_the_odds_that_rows_really_have()
    {
        Random random = new(3);
        double[] scores = [.. Enumerable.Range(0, 50_000).Select(_ => (random.NextDouble() * 8) - 4)];
        bool[] labels = [.. scores.Select(score => random.NextDouble() < 1 / (1 + Math.Exp(-((0.5 * score) - 1))))];
        (double slope, double offset) = PlattScaling.Fit(scores, labels);
        Assert.InRange(slope, 0.48, 0.52);
        Assert.InRange(offset, -1.04, -0.96);

        // Rows that are told apart without a mistake still leave a slope that is finite.
        Assert.InRange(PlattScaling.Fit([-1, -2, 1, 2], [false, false, true, true]).Slope, 0.1, 100);
    }

    [Fact]
    public void The_generator_is_the_published_one()
    {
        SplitMix64 random = new(1234567);
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Enumerable.Range(0, 5).Select(_ => random.Next()));
    }

    [Fact]
    public void Draws_below_a_bound_are_even_and_tasks_differ()
    {
        int[] counts = new int[10];
        SplitMix64 random = SplitMix64.For(1, 0);
        for (int draw = 0; draw < 100_000; draw++)
            counts[random.Below(10)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_500, 10_500));
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(task => SplitMix64.For(1, task).Next()).Distinct().Count());
        Assert.NotEqual(SplitMix64.For(1, 2).Next(), SplitMix64.For(2, 1).Next());
    }
}
