using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Building;
using MlOps.Sdk.Data;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.Local.Tests.Runs;

/// <summary>What a verification means to the run that it is part of, and to the next one.</summary>
public sealed class VerificationTests : IAsyncDisposable
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 1, 10, 0, 0, 0, TimeSpan.Zero));
    private readonly RunnerHost _host;

    public VerificationTests() => _host = new(configure: services => services.AddSingleton<TimeProvider>(_clock));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_failed_check_publishes_nothing_and_its_evidence_stays_with_the_run()
    {
        WriteOrders(100);
        PipelineRunException exception = await Assert.ThrowsAsync<PipelineRunException>(() => RunAsync(check => check
            .RowCount(1)
            .Between(o => o.Price, 0, 90)
            .Warn(warn => warn.Unique(o => o.Item))));

        IReadOnlyList<StageRun> recorded = await _host.Store.ListStagesAsync(exception.Run.Id, TestContext.Current.CancellationToken);
        Assert.Equal(StageOutcome.Skipped, recorded.Single(stage => stage.Name == "stage").Outcome);
        StageRun failed = recorded.Single(stage => stage.Name == "verify");
        Verification evidence = Assert.IsType<Verification>(failed.Evidence);
        Assert.Null(failed.Product);
        Assert.Equal(exception.Run.Stages.Single(stage => stage.Name == "verify").Evidence, evidence);
        Assert.Equal([true, false, false], evidence.Checks.Select(check => check.Passed));
        Assert.Equal([null, 9L, 93], evidence.Checks.Select(check => check.Failures));
        Assert.Equal(["91", "92", "93", "94", "95"], evidence.Checks[1].Examples.Select(row => row.Values[0].Value));
        Assert.All(recorded.Where(stage => stage.Name != "verify"), stage => Assert.Null(stage.Evidence));
    }

    [Fact]
    public async Task A_warning_is_said_and_the_run_goes_on()
    {
        WriteOrders(100);
        PipelineRun run = await RunAsync(check => check.RowCount(1).Warn(warn => warn.Between(o => o.Price, 0, 90)));

        StageRun verify = run.Stages.Single(stage => stage.Name == "verify");
        Assert.Equal(StageOutcome.Executed, run.Stages.Single(stage => stage.Name == "stage").Outcome);
        Assert.Equal("1 of 2 checks passed on 100 rows; warning: o.Price is between 0 and 90: 9 of 100 rows fail (9 %)", StageText.Of(verify));
    }

    [Fact]
    public async Task Fresh_rows_are_not_verified_again_before_they_are_old()
    {
        WriteOrders(5);
        Task<PipelineRun> Run() => RunAsync(check => check.Fresh(o => o.Day, within: TimeSpan.FromDays(7)));

        await Run();
        _clock.Advance(TimeSpan.FromDays(2));
        PipelineRun again = await Run();
        _clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        PipelineRunException old = await Assert.ThrowsAsync<PipelineRunException>(Run);

        // The last day, the 5th, ends when the 6th begins.
        Assert.Equal(StageOutcome.Reused, again.Stages.Single(stage => stage.Name == "verify").Outcome);
        Assert.Contains("the newest is of 2026-01-05, which held until 2026-01-13 00:00:00Z", old.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_are_compared_with_those_of_the_last_run_that_was_content()
    {
        Task<PipelineRun> Run() => RunAsync(check => check.Similar(o => o.Price, maximumDrift: 0.2));

        WriteOrders(1000);
        PipelineRun first = await Run();
        WriteOrders(1100);
        PipelineRun second = await Run();
        WriteOrders(1000, price: 5000);
        PipelineRunException third = await Assert.ThrowsAsync<PipelineRunException>(Run);
        WriteOrders(1050);
        PipelineRun fourth = await Run();

        Assert.Equal("there is nothing yet to compare with", first.Product<Verification>().Checks[0].Found);
        Assert.Equal(first.Product<Verification>().ComputeFingerprint(), second.Product<Verification>().Previous);
        Assert.Contains("o.Price is distributed as before: the drift is 0.9", third.Message, StringComparison.Ordinal);
        Assert.Equal(second.Product<Verification>().ComputeFingerprint(), fourth.Product<Verification>().Previous);
    }

    [Fact]
    public async Task A_value_must_occur_in_a_source_that_the_pipeline_reads_beside()
    {
        WriteOrders(20);
        string items = Path.Combine(_host.Root, "items.csv");
        File.WriteAllText(items, "Name\nitem0\nitem1\nitem2\nitem3\nitem4\nitem5\n");
        PipelineRunException exception = await Assert.ThrowsAsync<PipelineRunException>(() =>
            RunAsync(check => check.References(o => o.Item, Source.Csv<Item>(items), i => i.Name)));

        Assert.Equal(["ingest", "profile", "ingest-items", "profile-items", "verify", "stage"], exception.Run.Stages.Select(stage => stage.Name));
        Assert.Contains("o.Item occurs in ingest-items: 2 of 20 rows refer to no value (10 %)", exception.Message, StringComparison.Ordinal);
        Assert.Contains("item item6, rows 2", exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    private Task<PipelineRun> RunAsync(Func<CheckBuilder<Order>, CheckBuilder<Order>> checks) => _host.Runner.RunAsync(
        new PipelineBuilder("orders")
            .Ingest(Source.Csv<Order>(Path.Combine(_host.Root, "orders.csv")))
            .Verify(checks)
            .Stage("orders")
            .Build(),
        TestContext.Current.CancellationToken);

    private void WriteOrders(int count, int price = 0)
    {
        StringBuilder text = new("Id,Item,Day,Price\n");
        for (int id = 0; id < count; id++)
            text.Append(CultureInfo.InvariantCulture, $"{id},item{id % 7},{new DateOnly(2026, 1, 1).AddDays(id % 5):yyyy-MM-dd},{price + id}\n");
        File.WriteAllText(Path.Combine(_host.Root, "orders.csv"), text.ToString());
    }

    private sealed record Order(long Id, string Item, DateOnly Day, double Price);

    private sealed record Item(string Name);
}
