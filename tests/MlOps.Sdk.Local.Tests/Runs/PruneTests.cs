using MlOps.Sdk.Data;
using MlOps.Sdk.Deployments;
using MlOps.Sdk.KillTarget;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Local.Tests.Runs;

public sealed class PruneTests : IAsyncDisposable
{
    private static readonly Retention Nothing = new() { Runs = 0, Age = TimeSpan.Zero };
    private static readonly Retention Last = new() { Runs = 1, Age = TimeSpan.Zero };

    private readonly RunnerHost _host = new();

    private string Source => Path.Combine(_host.Root, "source.txt");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task What_no_kept_run_has_is_deleted_and_made_again_when_it_is_needed()
    {
        PipelineRun first = await RunAsync("1");
        PipelineRun second = await RunAsync("2");
        PruneReport planned = await _host.Runner.PruneAsync(Last, dryRun: true, Token);
        Assert.True(File.Exists(PathOf(first)));
        PruneReport done = await _host.Runner.PruneAsync(Last, dryRun: false, Token);
        Assert.Equal(planned with { IsDryRun = false }, done);
        Assert.Equal("freed 0.0 MB: 2 artifacts of 2 stage results, 0 of no record; 2 artifacts of 0.0 MB are kept", done.ToString());
        Assert.Equal((3, false, true), (done.FreedBytes, File.Exists(PathOf(first)), File.Exists(PathOf(second))));
        Assert.Equal(first.Stages.Select(stage => stage.Product), (await _host.Store.ListStagesAsync(first.Id, Token)).Select(stage => stage.Product));
        Assert.NotNull((await _host.Store.FindAsync(first.Stages[0].Key!, Token))!.Pruned);

        PipelineRun again = await RunAsync("1");
        Assert.All(again.Stages, stage => Assert.StartsWith("pruned on 20", stage.Reasons[0], StringComparison.Ordinal));
        Assert.Equal(first.Stages[^1].Product, again.Stages[^1].Product);
        Assert.Null((await _host.Store.FindAsync(first.Stages[0].Key!, Token))!.Pruned);
        Assert.All((await RunAsync("2")).Stages, stage => Assert.Equal(StageOutcome.Reused, stage.Outcome));
    }

    [Fact]
    public async Task A_file_that_a_kept_product_shares_with_a_pruned_one_stays()
    {
        // 1 + 10, and then 11 itself.
        await RunAsync("1");
        PipelineRun second = await RunAsync("11");
        await _host.Runner.PruneAsync(Last, dryRun: false, Token);
        Assert.All(second.Stages, stage => Assert.True(File.Exists(_host.Artifacts.Resolve(((Dataset)stage.Product!).Parts[0]))));
        Assert.All((await RunAsync("11")).Stages, stage => Assert.Equal(StageOutcome.Reused, stage.Outcome));
    }

    [Fact]
    public async Task What_failed_since_doesnt_push_out_the_last_success()
    {
        PipelineRun good = await RunAsync("1");
        for (int attempt = 0; attempt < 3; attempt++)
            await Assert.ThrowsAsync<PipelineRunException>(() => RunAsync("no number"));
        await _host.Runner.PruneAsync(Last, dryRun: false, Token);
        Assert.True(File.Exists(PathOf(good)));
    }

    [Fact]
    public async Task What_a_version_stands_on_is_kept_back_to_the_source()
    {
        string csv = Path.Combine(_host.Root, "flights.csv");
        SmallPipeline.WriteCsv(csv);
        for (int seed = 1; seed <= 2; seed++)
            await _host.Runner.RunAsync(SmallPipeline.Build(csv, seed), Token);
        await RunAsync("1");
        PruneReport report = await _host.Runner.PruneAsync(Nothing, dryRun: false, Token);
        Assert.Equal(2, report.Deleted.Count);
        for (int seed = 1; seed <= 2; seed++)
        {
            PipelineRun run = await _host.Runner.RunAsync(SmallPipeline.Build(csv, seed), Token);
            Assert.All(run.Stages.SkipLast(2), stage => Assert.Equal(StageOutcome.Reused, stage.Outcome));
        }
    }

    [Fact]
    public async Task What_no_record_names_is_deleted_but_not_what_an_endpoint_serves()
    {
        string csv = Path.Combine(_host.Root, "flights.csv");
        SmallPipeline.WriteCsv(csv);
        PipelineRun run = await _host.Runner.RunAsync(SmallPipeline.Build(csv), Token);
        await _host.Provider.DisposeAsync();
        foreach (string file in Directory.EnumerateFiles(_host.Root, "runs.db*"))
            File.Delete(file);

        await using RunnerHost other = new(_host.Root);
        PruneReport report = await other.Runner.PruneAsync(Nothing, dryRun: false, Token);
        Assert.Empty(report.Deleted);
        Assert.NotEmpty(report.Unknown);
        Assert.Equal(run.Model!.Bundle.Digest, Assert.Single(report.Kept).Digest);
        Assert.Equal(run.Model.Bundle.Digest, EndpointFile.Parse(File.ReadAllBytes(EndpointFile.PathOf(_host.Root, "flights"))).Digest);
        Assert.True(await other.Artifacts.VerifyAsync(run.Model.Bundle, Token));
    }

    [Fact]
    public async Task A_mark_that_a_killed_process_has_left_does_no_harm()
    {
        PipelineRun run = await RunAsync("1");
        await _host.Store.MarkPrunedAsync([.. run.Stages.Select(stage => stage.Key!)], DateTimeOffset.UnixEpoch, Token);
        Assert.All((await RunAsync("1")).Stages, stage => Assert.Equal(StageOutcome.Reused, stage.Outcome));
        Assert.Null((await _host.Store.FindAsync(run.Stages[0].Key!, Token))!.Pruned);
    }

    [Fact]
    public async Task Pruning_waits_for_a_run_and_takes_nothing_from_it()
    {
        File.WriteAllText(Source, "1");
        Task<PruneReport>? pruning = null;
        PipelineRun run = await _host.RunAsync(
            NumberStages.Ingest(Source),
            ScriptedTransformer.Plan("script", (context, _) =>
            {
                pruning = _host.Runner.PruneAsync(Nothing, dryRun: false, Token);
                return Task.CompletedTask;
            }),
            NumberStages.Add(1, "add", inputs: "script"));
        Assert.Equal(RunState.Succeeded, run.State);
        Assert.Equal(2, (await pruning!).Deleted.Count);
    }

    [Fact]
    public async Task Runs_in_several_applications_lose_nothing_while_others_prune_all_the_time()
    {
        RunnerHost[] hosts = [.. Enumerable.Range(0, 3).Select(_ => new RunnerHost(_host.Root))];
        string[] sources = [.. Enumerable.Range(0, 3).Select(number => Path.Combine(_host.Root, $"source-{number}.txt"))];
        foreach (string source in sources)
            File.WriteAllText(source, $"{Array.IndexOf(sources, source)}");
        using CancellationTokenSource done = new();
        Task<long> pruning = Task.Run(async () =>
        {
            long freed = 0;
            while (!done.IsCancellationRequested)
                freed += (await _host.Runner.PruneAsync(Nothing, dryRun: false, Token)).FreedBytes;
            return freed;
        }, Token);
        await Task.WhenAll(hosts.Select((host, number) => Task.Run(async () =>
        {
            // The same numbers again and again, so that each reuses what another has made and a third deletes.
            for (int round = 0; round < 12; round++)
            {
                string source = sources[round % 3];
                PipelineRun run = await host.RunAsync($"p{number}", [NumberStages.Ingest(source), NumberStages.Add(10), NumberStages.Add(20, "more", inputs: "transform")]);
                Assert.Equal(RunState.Succeeded, run.State);
            }
        }, Token)));
        await done.CancelAsync();
        Assert.True(await pruning > 0);
        foreach (RunnerHost host in hosts)
            await host.DisposeAsync();
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_host.Root, "locks")));
    }

    private async Task<PipelineRun> RunAsync(string source)
    {
        await File.WriteAllTextAsync(Source, source, Token);
        return await _host.RunAsync(NumberStages.Ingest(Source), NumberStages.Add(10));
    }

    private string PathOf(PipelineRun run) => _host.Artifacts.Resolve(((Dataset)run.Stages[0].Product!).Parts[0]);
}
