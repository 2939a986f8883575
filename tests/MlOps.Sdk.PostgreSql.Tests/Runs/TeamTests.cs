using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.PostgreSql.Tests.Runs;

/// <summary>Two machines of a team: roots of their own, one database.</summary>
public sealed class TeamTests(PostgreSqlServer server) : IAsyncDisposable
{
    private readonly TeamDatabase _database = new(server);
    private readonly string _csv = Path.GetTempFileName();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        File.Delete(_csv);
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_run_is_closed_only_where_it_was_begun()
    {
        TeamHost here = _database.Open();
        TeamHost there = _database.Open();
        await here.Store.BeginAsync(new RunRecord("20200101-000000000-abcdef", "p", RunState.Running, DateTimeOffset.UnixEpoch, null, "{}", "{}"), Token);
        await RunAsync(there);
        Assert.Equal([RunState.Succeeded, RunState.Running], (await here.Store.ListAsync(null, 5, Token)).Select(run => run.State));

        await RunAsync(here);
        Assert.Equal([RunState.Succeeded, RunState.Succeeded, RunState.Interrupted], (await there.Store.ListAsync(null, 5, Token)).Select(run => run.State));
    }

    [Fact]
    public async Task What_a_team_mate_has_made_is_known_and_made_again_where_its_files_are_missing()
    {
        TeamHost here = _database.Open();
        TeamHost there = _database.Open();
        await RunAsync(here);
        Assert.All((await RunAsync(here)).Stages, stage => Assert.Equal(StageOutcome.Reused, stage.Outcome));

        PipelineRun run = await RunAsync(there);
        StageRun transform = run.Stages.Single(stage => stage.Name == "transform");
        Assert.Equal(StageOutcome.Executed, transform.Outcome);
        Assert.StartsWith("artifact missing: artifact:", transform.Reasons[0]);
        Assert.Equal(3, (await here.Store.ListAsync("numbers", 5, Token)).Count);
        Assert.All((await RunAsync(here)).Stages, stage => Assert.Equal(StageOutcome.Reused, stage.Outcome));
    }

    private Task<PipelineRun> RunAsync(TeamHost host)
    {
        File.WriteAllText(_csv, "Number\n1\n2\n");
        Pipeline pipeline = new PipelineBuilder("numbers")
            .Ingest(Source.Csv<Line>(_csv)).Transform(lines => lines.Select(line => new { Twice = line.Number * 2 }))
            .Build();
        return host.Provider.GetRequiredService<PipelineRunner>().RunAsync(pipeline, Token);
    }

    public sealed record Line(long Number);
}
