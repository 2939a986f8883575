using MlOps.Sdk.Runs;
using Npgsql;

namespace MlOps.Sdk.PostgreSql.Tests.Runs;

/// <summary>What is wrong with a server is said in one clear error, without the password.</summary>
public sealed class FailureTests(PostgreSqlServer server) : IAsyncDisposable
{
    private readonly TeamDatabase _database = new(server);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_server_that_was_never_reached_is_an_error_at_once()
    {
        RunStoreException exception = await FailAsync(settings => settings.Port = 1, server.ConnectionString);
        Assert.StartsWith("postgresql://127.0.0.1:1/team: the server can't be reached (", exception.Message);
        Assert.EndsWith("See to it that it runs, and that MlOps:PostgreSql:ConnectionString names its host and port.", exception.Message);
    }

    [Fact]
    public async Task A_host_that_does_not_exist_is_an_error_at_once() => Assert.StartsWith(
        "postgresql://nowhere.invalid:5432/mlops: the server can't be reached (",
        (await FailAsync(_ => { }, $"Host=nowhere.invalid;Database=mlops;Username=ada;Password=\"{PostgreSqlServer.Password}\"")).Message);

    [Fact]
    public async Task A_wrong_password_is_named_and_not_shown()
    {
        RunStoreException exception = await FailAsync(settings => settings.Password = "wr0ng", server.ConnectionString);
        Assert.StartsWith($"postgresql://127.0.0.1:{server.Port}/team: the server doesn't let the user 'ada' in (28P01: password authentication failed", exception.Message);
        Assert.DoesNotContain("wr0ng", exception.ToString());
    }

    [Fact]
    public async Task A_missing_database_is_named() => Assert.Contains(
        "/absent: there is no such database (3D000: database \"absent\" does not exist). Create it with CREATE DATABASE",
        (await FailAsync(settings => settings.Database = "absent", server.ConnectionString)).Message);

    [Fact]
    public async Task A_user_without_rights_is_told_which()
    {
        string user = $"u{Guid.NewGuid():N}";
        await server.ExecuteAsync($"CREATE ROLE {user} LOGIN PASSWORD 'x'");
        RunStoreException exception = await FailAsync(settings => (settings.Username, settings.Password) = (user, "x"), server.ConnectionString);
        Assert.Contains($"the user '{user}' may not do what a run store needs (42501: permission denied for database team). Grant CREATE", exception.Message);
    }

    [Fact]
    public async Task A_later_format_is_left_alone()
    {
        await _database.Open().Store.ListAsync(null, 1, Token);
        await _database.ExecuteAsync("UPDATE store SET format = 3");
        RunStoreException exception = await Assert.ThrowsAsync<RunStoreException>(() => _database.Open().Store.BeginAsync(Record("run-1"), Token));
        Assert.Contains($"the run store in the schema {_database.Schema} has the format 3, this package reads 1 to 2. Use the package version that wrote it, or a later one.", exception.Message);
    }

    [Fact]
    public async Task Another_programs_tables_are_left_alone()
    {
        await server.ExecuteAsync($"CREATE SCHEMA {_database.Schema}; CREATE TABLE {_database.Schema}.runs (id INT)");
        RunStoreException exception = await Assert.ThrowsAsync<RunStoreException>(() => _database.Open().Store.ListAsync(null, 1, Token));
        Assert.Contains($"the schema {_database.Schema} is not a run store, but holds another program's tables. Name another one in MlOps:PostgreSql:Schema.", exception.Message);
    }

    [Fact]
    public async Task An_empty_schema_that_an_administrator_has_made_is_enough()
    {
        string user = $"u{Guid.NewGuid():N}";
        await server.ExecuteAsync($"CREATE ROLE {user} LOGIN PASSWORD 'x'; CREATE SCHEMA {_database.Schema} AUTHORIZATION {user}");
        string connection = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Username = user, Password = "x" }.ToString();
        await using TeamHost host = new(connection, _database.Schema);
        await host.Store.BeginAsync(Record("run-1"), Token);
        Assert.Equal(["run-1"], await host.Store.ListUnfinishedAsync(Token));
    }

    private async Task<RunStoreException> FailAsync(Action<NpgsqlConnectionStringBuilder> change, string connectionString)
    {
        NpgsqlConnectionStringBuilder settings = new(connectionString);
        change(settings);
        await using TeamHost host = new(settings.ToString(), _database.Schema);
        RunStoreException exception = await Assert.ThrowsAsync<RunStoreException>(() => host.Store.ListAsync(null, 1, Token));
        Assert.DoesNotContain("s3cret", exception.ToString());
        Assert.DoesNotContain(host.Logged, line => line.Contains("s3cret", StringComparison.Ordinal));
        return exception;
    }

    private static RunRecord Record(string id) => new(id, "p", RunState.Running, DateTimeOffset.UnixEpoch, null, "{}", "{}");
}
