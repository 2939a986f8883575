using Microsoft.Data.Sqlite;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Local.Tests.Runs;

/// <summary>What is particular to SQLite; what every run store promises is in RunStoreConformance.</summary>
public sealed class RunStoreTests : IAsyncDisposable
{
    private readonly RunnerHost _host = new();

    private string DatabasePath => Path.Combine(_host.Root, "runs.db");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

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
    [InlineData("CREATE TABLE runs (id TEXT); PRAGMA application_id = 1298943856; PRAGMA user_version = 3", "the run store has the format 3, this package reads 1 to 2")]
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

    private static RunRecord Record(string id) => new(id, "p", RunState.Running, DateTimeOffset.UnixEpoch, null, "{}", "{}");
}
