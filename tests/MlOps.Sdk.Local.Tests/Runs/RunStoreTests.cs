using Microsoft.Data.Sqlite;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Local.Tests.Runs;

public sealed class RunStoreTests : IAsyncDisposable
{
    private readonly RunnerHost _host = new();

    private string DatabasePath => Path.Combine(_host.Root, "runs.db");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task What_a_stage_has_made_comes_back_with_how_it_was_made()
    {
        StageKey key = StageKey.Of([new Ingredient("plan", "{}"), new Ingredient("input 0", "abc")]);
        StageResult result = new(new Dataset([new DataFile("artifact:x", 3, "x")], NumberStages.Schema, 7), "fingerprint", "run-1");
        StageLineage lineage = new(key)
        {
            Inputs = ["abc"],
            Parameters = [new Parameter("learner.trees", "100")],
            Evaluations = [new Evaluation("test", TaskKind.Binary, 9, [new Metric("Accuracy", 0.5), new Metric("Precision", double.NaN)])],
        };
        await _host.Store.BeginAsync(Record("run-1"), Token);
        await _host.Store.RecordAsync("run-1", new StageRun("s", StageOutcome.Executed) { Key = key.Digest, Reasons = ["first run"] }, result, lineage, Token);

        Assert.Equal(result, await _host.Store.FindAsync(key.Digest, Token));
        Assert.Equal(key, await _host.Store.FindPreviousKeyAsync("p", "s", Token));
        Assert.Equal(lineage, Assert.Single(await _host.Store.FindLineageAsync("fingerprint", Token)));
        StageRun stage = Assert.Single(await _host.Store.ListStagesAsync("run-1", Token));
        Assert.Equal(result.Product, stage.Product);
        Assert.Equal(["first run"], stage.Reasons);
    }

    [Fact]
    public async Task A_run_that_has_ended_stays_as_it_ended()
    {
        await _host.Store.BeginAsync(Record("run-1"), Token);
        Assert.Equal(["run-1"], await _host.Store.ListUnfinishedAsync(Token));
        await _host.Store.FinishAsync("run-1", RunState.Succeeded, TimeSpan.FromSeconds(2), Token);
        await _host.Store.FinishAsync("run-1", RunState.Interrupted, null, Token);

        RunRecord run = Assert.Single(await _host.Store.ListAsync("p", 5, Token));
        Assert.Equal((RunState.Succeeded, TimeSpan.FromSeconds(2)), (run.State, run.Duration));
        Assert.Empty(await _host.Store.ListUnfinishedAsync(Token));
    }

    [Fact]
    public async Task Notes_are_kept_by_key_and_name()
    {
        await _host.Store.WriteNoteAsync("k", "job", "1", Token);
        await _host.Store.WriteNoteAsync("k", "job", "2", Token);
        Assert.Equal("2", await _host.Store.ReadNoteAsync("k", "job", Token));
        Assert.Null(await _host.Store.ReadNoteAsync("k", "other", Token));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_with_what_to_do()
    {
        File.WriteAllText(DatabasePath, new string('x', 5_000));
        RunStoreException exception = await Assert.ThrowsAsync<RunStoreException>(() => _host.RunAsync(NumberStages.Ingest("x")));
        Assert.StartsWith($"{DatabasePath}: this is not a run store", exception.Message);
        Assert.EndsWith("Move it away, or restore a backup: artifacts are kept, only the knowledge of earlier runs and models is in this file.", exception.Message);
    }

    [Fact]
    public async Task A_damaged_database_is_refused_with_what_to_do()
    {
        string source = Path.Combine(_host.Root, "source.txt");
        File.WriteAllText(source, "1");
        await using (RunnerHost first = new(_host.Root))
            await first.RunAsync(NumberStages.Ingest(source));
        byte[] bytes = File.ReadAllBytes(DatabasePath);
        bytes.AsSpan(100).Fill(0x5A);
        File.WriteAllBytes(DatabasePath, bytes);

        RunStoreException exception = await Assert.ThrowsAsync<RunStoreException>(() => _host.RunAsync(NumberStages.Ingest(source)));
        Assert.StartsWith($"{DatabasePath}: the run store is damaged", exception.Message);
    }

    [Fact]
    public async Task A_truncated_database_is_refused_with_what_to_do()
    {
        string source = Path.Combine(_host.Root, "source.txt");
        File.WriteAllText(source, "1");
        await using (RunnerHost first = new(_host.Root))
            await first.RunAsync(NumberStages.Ingest(source));
        using (FileStream stream = new(DatabasePath, FileMode.Open))
            stream.SetLength(stream.Length / 2);

        RunStoreException exception = await Assert.ThrowsAsync<RunStoreException>(() => _host.RunAsync(NumberStages.Ingest(source)));
        Assert.StartsWith($"{DatabasePath}: the run store is damaged", exception.Message);
    }

    [Theory]
    [InlineData("CREATE TABLE people (name TEXT)", "this is not a run store, but another program's SQLite database")]
    [InlineData("CREATE TABLE runs (id TEXT); PRAGMA application_id = 1298943856; PRAGMA user_version = 2", "the run store has the format 2, this package reads 1")]
    public async Task A_database_of_another_program_or_version_is_left_alone(string sql, string message)
    {
        using (SqliteConnection connection = new($"Data Source={DatabasePath};Pooling=false"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        byte[] before = File.ReadAllBytes(DatabasePath);
        RunStoreException exception = await Assert.ThrowsAsync<RunStoreException>(() => _host.Store.ListAsync(null, 1, Token));
        Assert.StartsWith($"{DatabasePath}: {message}", exception.Message);
        Assert.Equal(before, File.ReadAllBytes(DatabasePath));
    }

    [Fact]
    public async Task A_run_whose_process_is_gone_is_closed_by_the_next_run()
    {
        await _host.Store.BeginAsync(Record("20200101-000000000-abcdef"), Token);
        Directory.CreateDirectory(Path.Combine(_host.Root, "work", "20200101-000000000-abcdef", "train-1"));
        string source = Path.Combine(_host.Root, "source.txt");
        File.WriteAllText(source, "1");
        await _host.RunAsync(NumberStages.Ingest(source));

        Assert.Equal([RunState.Succeeded, RunState.Interrupted], (await _host.Store.ListAsync(null, 5, Token)).Select(run => run.State));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_host.Root, "work")));
    }

    [Fact]
    public async Task A_run_that_is_alive_is_left_alone()
    {
        string source = Path.Combine(_host.Root, "source.txt");
        File.WriteAllText(source, "1");
        await using RunnerHost other = new(_host.Root);
        await _host.RunAsync(NumberStages.Ingest(source), ScriptedTransformer.Plan("outer", async (context, token) =>
        {
            await other.RunAsync("inner", [NumberStages.Ingest(source)], token);
            Assert.True(Directory.Exists(context.WorkingFolder));
            Assert.Contains(await other.Store.ListUnfinishedAsync(token), run => run == context.RunId);
        }));
        Assert.All(await _host.Store.ListAsync(null, 5, Token), run => Assert.Equal(RunState.Succeeded, run.State));
    }

    [Fact]
    public async Task A_thousand_writers_in_two_stores_lose_nothing()
    {
        await using RunnerHost other = new(_host.Root);
        await _host.Store.BeginAsync(Record("run-1"), Token);
        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(number => Task.Run(
            () => (number % 2 == 0 ? _host : other).Store.WriteNoteAsync("k", $"{number}", $"{number}", Token), Token)));
        for (int number = 0; number < 1_000; number++)
            Assert.Equal($"{number}", await other.Store.ReadNoteAsync("k", $"{number}", Token));
    }

    private static RunRecord Record(string id) => new(id, "p", RunState.Running, DateTimeOffset.UnixEpoch, null, "{}", "{}");
}
