using Microsoft.Extensions.Options;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Data;

public sealed class BigQueryWorkTests
{
    private static readonly ManualClock s_clock = new();

    [Theory]
    [InlineData(19, false)]
    [InlineData(21, true)]
    public void A_job_that_ended_long_ago_is_not_taken_over_because_what_it_made_is_gone(int hoursAgo, bool expected)
    {
        long ended = s_clock.GetUtcNow().AddHours(-hoursAgo).ToUnixTimeMilliseconds();

        Assert.Equal(expected, Work().HasFailed(Job(new BigQueryJobStatistics { EndTime = ended }, error: null)));
    }

    [Fact]
    public void A_job_that_goes_on_is_taken_over_however_old_it_is()
    {
        long started = s_clock.GetUtcNow().AddDays(-2).ToUnixTimeMilliseconds();

        Assert.False(Work().HasFailed(Job(new BigQueryJobStatistics { StartTime = started }, error: null)));
    }

    [Fact]
    public void A_job_with_an_error_has_failed() =>
        Assert.True(Work().HasFailed(Job(null, new BigQueryJobError { Reason = "invalidQuery", Message = "no such column" })));

    private static BigQueryWork Work() => new(null!, new BigQueryPlaces(Options.Create(new GoogleCloudOptions()), null!), s_clock, _ => new());

    private static BigQueryJob Job(BigQueryJobStatistics? statistics, BigQueryJobError? error) => new()
    {
        JobReference = new("my-project", "job", "EU"),
        Configuration = new(),
        Statistics = statistics,
        Status = new() { State = "DONE", ErrorResult = error },
    };
}
