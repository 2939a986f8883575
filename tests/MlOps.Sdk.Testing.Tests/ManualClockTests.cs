namespace MlOps.Sdk.Testing.Tests;

public sealed class ManualClockTests
{
    [Fact]
    public async Task A_wait_ends_when_the_clock_has_come_far_enough()
    {
        ManualClock clock = new();
        Task wait = Task.Delay(TimeSpan.FromMinutes(5), clock, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.False(wait.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));
        await wait;
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 5, 0, TimeSpan.Zero), clock.GetUtcNow());
    }

    [Fact]
    public void Timers_fire_in_the_order_in_which_they_are_due_at_their_own_time()
    {
        ManualClock clock = new();
        List<string> fired = [];
        using ITimer late = clock.CreateTimer(_ => fired.Add($"late {clock.GetUtcNow():mm}"), null, TimeSpan.FromMinutes(7), Timeout.InfiniteTimeSpan);
        using ITimer often = clock.CreateTimer(_ => fired.Add($"often {clock.GetUtcNow():mm}"), null, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(3));
        using ITimer never = clock.CreateTimer(_ => fired.Add("never"), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(["often 03", "often 06", "late 07", "often 09"], fired);
        Assert.Equal(TimeSpan.FromMinutes(10), clock.GetElapsedTime(new ManualClock().GetTimestamp()));
    }
}
