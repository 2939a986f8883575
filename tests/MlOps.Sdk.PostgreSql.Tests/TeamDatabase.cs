namespace MlOps.Sdk.PostgreSql.Tests;

/// <summary>A schema of a test's own in the server that all tests share, and the applications that use it.</summary>
internal sealed class TeamDatabase(PostgreSqlServer server) : IAsyncDisposable
{
    private readonly List<TeamHost> _hosts = [];

    public string Schema { get; } = $"s{Guid.NewGuid():N}";

    /// <summary>Another application.</summary>
    public TeamHost Open(Action<PostgreSqlOptions>? configure = null)
    {
        TeamHost host = new(server.ConnectionString, Schema, configure);
        _hosts.Add(host);
        return host;
    }

    public Task ExecuteAsync(string sql) => server.ExecuteAsync($"SET search_path TO {Schema}; {sql}");

    public async ValueTask DisposeAsync()
    {
        foreach (TeamHost host in _hosts)
            await host.DisposeAsync();
        if (server.Missing is null)
            await server.ExecuteAsync($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
    }
}
