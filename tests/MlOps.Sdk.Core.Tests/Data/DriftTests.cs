using MlOps.Sdk.Data;

namespace MlOps.Sdk.Core.Tests.Data;

public sealed class DriftTests
{
    [Fact]
    public void It_is_0_for_the_same_shares_and_1_for_nothing_in_common()
    {
        Assert.Equal(0, Drift.Between([1, 2, 3], [10, 20, 30]));
        Assert.Equal(1, Drift.Between([5, 0], [0, 7]));
        Assert.Null(Drift.Between([0, 0], [1, 2]));
        Assert.Throws<ArgumentException>(() => Drift.Between([1], [1, 2]));
    }

    [Fact]
    public void It_is_the_root_of_the_mean_divergence_from_the_mean()
    {
        // p = (3/4, 1/4), q = (1/4, 3/4), their mean is (1/2, 1/2): each diverges by 1 - H(1/4) bits.
        double entropy = -((0.25 * Math.Log2(0.25)) + (0.75 * Math.Log2(0.75)));
        Assert.Equal(Math.Sqrt(1 - entropy), Drift.Between([3, 1], [1, 3])!.Value, 9);
        Assert.Equal(Drift.Between([3, 1, 9], [1, 3, 2]), Drift.Between([1, 3, 2], [3, 1, 9]));
    }

    [Fact]
    public void It_is_a_metric()
    {
        Random random = new(5);
        for (int round = 0; round < 200; round++)
        {
            long[][] counts = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 6).Select(_ => (long)random.Next(0, 20) + 1).ToArray())];
            double Distance(int one, int other) => Drift.Between(counts[one], counts[other])!.Value;
            Assert.True(Distance(0, 2) <= Distance(0, 1) + Distance(1, 2) + 1e-9);
        }
    }
}
