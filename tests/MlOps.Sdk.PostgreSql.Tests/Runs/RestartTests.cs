using Microsoft.Extensions.Logging;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.PostgreSql.Tests.Runs;

/// <summary>A server of its own, which crashes, is away and comes back.</summary>
public sealed class RestartTests : IAsyncLifetime
{
    private readonly PostgreSqlServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task What_is_written_while_the_server_crashes_and_comes_back_is_there_once()
    {
        await using TeamHost first = new(_server.ConnectionString, "mlops");
        await using TeamHost second = new(_server.ConnectionString, "mlops");
        await first.Audit.AppendAsync("deploy", "endpoint", "start", Token);
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<int>[] writers = [WriteAsync(first, "a", enough), WriteAsync(second, "b", enough)];

        for (int crash = 0; crash < 4; crash++)
        {
            // By then, each has written after the last crash.
            await UntilAsync(first, crash, writers);
            await _server.StopAsync();
            await _server.StartAsync();
        }

        await UntilAsync(first, 4, writers);
        await enough.CancelAsync();
        int written = (await Task.WhenAll(writers)).Sum();

        IReadOnlyList<AuditEntry> entries = await first.Audit.ListAsync(Token);
        Assert.Equal(written, entries.Count(entry => entry.Action == "write"));
        Assert.Equal(written, entries.Where(entry => entry.Action == "write").DistinctBy(entry => (entry.Subject, entry.Detail)).Count());
        Assert.Contains(first.Logged.Concat(second.Logged), line => line.StartsWith($"{LogLevel.Warning}: postgresql://127.0.0.1:", StringComparison.Ordinal)
            && line.Contains("is away", StringComparison.Ordinal));
        Assert.DoesNotContain(first.Logged.Concat(second.Logged), line => line.Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_stays_away_is_an_error_that_says_how_long_it_was_waited_for()
    {
        await using TeamHost host = new(_server.ConnectionString, "mlops", options => options.RetryFor = TimeSpan.FromMilliseconds(400));
        await host.Store.ListAsync(null, 1, Token);
        await _server.StopAsync();

        RunStoreException exception = await Assert.ThrowsAsync<RunStoreException>(() => host.Store.WriteNoteAsync("k", "n", "v", Token));
        Assert.Contains("/team: the server went away and wasn't back within 0 s (", exception.Message);
        Assert.EndsWith("See to it that it runs, and run again: what was finished is kept.", exception.Message);
    }

    private static async Task<int> WriteAsync(TeamHost host, string name, CancellationTokenSource enough)
    {
        int written = 0;
        for (; !enough.IsCancellationRequested; written++)
            await host.Audit.AppendAsync("write", $"{name} {written % 3}", $"{written}", Token);
        return written;
    }

    private static async Task UntilAsync(TeamHost host, int crash, Task[] writers)
    {
        int before = (await host.Audit.ListAsync(Token)).Count;
        while ((await host.Audit.ListAsync(Token)).Count < before + 20 + (7 * crash))
            Assert.DoesNotContain(writers, writer => writer.IsFaulted);
    }
}
