using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Registry;

namespace MlOps.Sdk.Local.Tests.Runs;

/// <summary>Run stores that an earlier package has written, as <c>Formats/runs-N.sql</c>.</summary>
public sealed class UpgradeTests : IAsyncDisposable
{
    private readonly RunnerHost _host = new();

    private string DatabasePath => Path.Combine(_host.Root, "runs.db");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_store_of_the_first_format_goes_on_with_its_models_and_its_audit_log()
    {
        Execute(DatabasePath, First());
        IModelRegistry registry = _host.Provider.GetRequiredService<IModelRegistry>();
        IAuditLog audit = _host.Provider.GetRequiredService<IAuditLog>();

        Assert.Equal(4, (await audit.VerifyAsync(null, Token)).Checked.Entries);
        Assert.Null(await registry.FindAsync("flights", ModelAlias.Champion, Token));
        Assert.Equal(["flights"], await registry.ListModelsAsync(Token));
        await registry.SetAliasAsync("flights", ModelAlias.Champion, 2, Token);
        Assert.Equal([1, 2], (await registry.ListAsync("flights", Token)).Select(version => version.Version));
        Assert.Equal(2, (await registry.FindAsync("flights", ModelAlias.Champion, Token))!.Version);
        Assert.Equal(["register", "deploy", "register", "deploy", "alias"], (await audit.ListAsync(Token)).Select(entry => entry.Action));
    }

    [Fact]
    public async Task An_upgraded_store_is_like_a_new_one()
    {
        Execute(DatabasePath, First());
        await _host.Store.ListAsync(null, 1, Token);
        await using RunnerHost other = new();
        await other.Store.ListAsync(null, 1, Token);
        Assert.Equal(Describe(Path.Combine(other.Root, "runs.db")), Describe(DatabasePath));
    }

    [Fact]
    public async Task Processes_that_upgrade_at_once_upgrade_once()
    {
        Execute(DatabasePath, First());
        RunnerHost[] hosts = [.. Enumerable.Range(0, 6).Select(_ => new RunnerHost(_host.Root))];
        await Task.WhenAll(hosts.Select(host => Task.Run(() => host.Store.WriteNoteAsync("k", "n", "v", Token), Token)));
        foreach (RunnerHost host in hosts)
        {
            Assert.Equal("v", await host.Store.ReadNoteAsync("k", "n", Token));
            await host.DisposeAsync();
        }
    }

    private static string First() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Runs", "Formats", "runs-1.sql"));

    private static void Execute(string path, string sql)
    {
        using SqliteConnection connection = new($"Data Source={path};Pooling=false");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    // The words of each table, index and trigger, and the format.
    private static string[] Describe(string path)
    {
        using SqliteConnection connection = new($"Data Source={path};Pooling=false");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL UNION ALL SELECT user_version FROM pragma_user_version ORDER BY 1";
        using SqliteDataReader reader = command.ExecuteReader();
        List<string> lines = [];
        while (reader.Read())
            lines.Add(string.Join(' ', reader.GetString(0).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        return [.. lines];
    }
}
