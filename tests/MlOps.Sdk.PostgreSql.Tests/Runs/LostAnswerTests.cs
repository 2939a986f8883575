using MlOps.Sdk.Runs;
using Npgsql;

namespace MlOps.Sdk.PostgreSql.Tests.Runs;

/// <summary>A commit without an answer may have happened or not: the server is asked, and nothing is written twice.</summary>
public sealed class LostAnswerTests(PostgreSqlServer server) : IAsyncDisposable
{
    private readonly TeamDatabase _database = new(server);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stage_is_recorded_once_whether_the_commit_or_its_answer_was_lost(bool passOn)
    {
        string connection = server.ConnectionString;
        await using LosingProxy proxy = new(server.Port);
        await using TeamHost host = new(new NpgsqlConnectionStringBuilder(connection) { Port = proxy.Port, SslMode = SslMode.Disable }.ToString(), _database.Schema);
        await host.Store.BeginAsync(new RunRecord("run-1", "p", RunState.Running, DateTimeOffset.UnixEpoch, null, "{}", "{}"), Token);
        for (int stage = 0; stage < 5; stage++)
        {
            proxy.LoseCommit(passOn);
            await host.Store.RecordAsync("run-1", new StageRun($"{stage}", StageOutcome.Skipped), null, null, Token);
        }

        Assert.Equal(["0", "1", "2", "3", "4"], (await host.Store.ListStagesAsync("run-1", Token)).Select(stage => stage.Name));
        Assert.Equal(5, proxy.Lost);
    }
}
