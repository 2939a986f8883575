using MlOps.Sdk.Clients;
using MlOps.Sdk.Deployments;

namespace MlOps.Sdk.GoogleCloud.Tests.Deployments;

public sealed class CanarySplitTests
{
    [Theory]
    [InlineData("", "new=100")]
    [InlineData("old=100", "new=10 old=90")]
    [InlineData("old=90 canary=10", "new=10 old=90")]
    [InlineData("new=100", "new=100")]
    [InlineData("new=10 old=90", "new=10 old=90")]
    [InlineData("new=40 old=60", "new=40 old=60")]
    [InlineData("new=5 old=95", "new=10 old=90")]
    [InlineData("b=50 a=50", "new=10 a=90")]
    [InlineData("old=100 new=0", "new=10 old=90")]
    public void The_canary_has_its_share_and_what_had_most_keeps_the_rest(string now, string then)
    {
        VertexEndpoint endpoint = new() { DisplayName = "e", TrafficSplit = Parse(now) };

        Assert.Equal(Parse(then), CanarySplit.Of(endpoint, "new", percent: 10));
    }

    private static Dictionary<string, int> Parse(string split) => split.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(share => share.Split('=')).ToDictionary(share => share[0], share => int.Parse(share[1], System.Globalization.CultureInfo.InvariantCulture));
}
