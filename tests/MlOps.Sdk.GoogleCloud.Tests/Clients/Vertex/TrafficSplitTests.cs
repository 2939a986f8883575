using MlOps.Sdk.Clients;

namespace MlOps.Sdk.GoogleCloud.Tests.Clients.Vertex;

public sealed class TrafficSplitTests
{
    [Theory]
    [InlineData("1=100", "2", 10, "1=90 2=10")]
    [InlineData("1=100", "2", 100, "2=100")]
    [InlineData("1=100", "2", 0, "1=100 2=0")]
    // Google's client for Python: int(33/100*90)=29, 29, 30; the two that are missing go to the first two.
    [InlineData("1=33 2=33 3=34", "4", 10, "1=30 2=30 3=30 4=10")]
    [InlineData("1=90 2=10", "2", 25, "1=75 2=25")]
    [InlineData("1=50 2=50", "2", 0, "1=100 2=0")]
    [InlineData("1=1 2=99", "3", 50, "1=1 2=49 3=50")]
    [InlineData("", "1", 100, "1=100")]
    public void The_others_keep_their_proportions_in_the_rest(string before, string id, int percent, string after) =>
        Assert.Equal(after, Write(TrafficSplit.WithShare(Read(before), id, percent)));

    [Fact]
    public void Any_share_leaves_a_split_of_a_hundred()
    {
        for (int percent = 0; percent <= 100; percent++)
        {
            IReadOnlyDictionary<string, int> split = TrafficSplit.WithShare(Read("1=7 2=13 3=31 4=49"), "5", percent);
            Assert.Equal(100, split.Values.Sum());
            Assert.Equal(percent, split["5"]);
            Assert.All(split.Values, share => Assert.InRange(share, 0, 100));
        }
    }

    [Fact]
    public void A_rest_that_nobody_can_take_is_refused()
    {
        Assert.Contains("leaves 10 % to nobody", Assert.Throws<ArgumentException>(() => TrafficSplit.WithShare(Read("1=100"), "1", 90)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => TrafficSplit.WithShare(Read("1=100"), "2", 101));
    }

    [Theory]
    [InlineData("1=75 2=25", "1", "2=100")]
    [InlineData("1=50 2=30 3=20", "1", "2=60 3=40")]
    [InlineData("1=0 2=100", "1", null)]
    [InlineData("1=100 2=0", "1", null)]
    public void What_a_deployment_had_goes_to_the_others(string before, string id, string? after) =>
        Assert.Equal(after, TrafficSplit.Without(Read(before), id) is { } split ? Write(split) : null);

    private static Dictionary<string, int> Read(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(share => share.Split('=')).ToDictionary(parts => parts[0], parts => int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));

    private static string Write(IReadOnlyDictionary<string, int> split) => string.Join(' ', split.OrderBy(share => share.Key).Select(share => $"{share.Key}={share.Value}"));
}
