using MlOps.Sdk.Registry;

namespace MlOps.Sdk.PostgreSql.Tests.Runs;

/// <summary>Schemas that an earlier package has made.</summary>
public sealed class UpgradeTests(PostgreSqlServer server) : IAsyncDisposable
{
    // Takes away what the second format has added.
    private const string ToTheFirst = """
        ALTER TABLE model_versions DROP COLUMN state, DROP COLUMN evidence, DROP COLUMN card, DROP COLUMN entry;
        ALTER TABLE results DROP COLUMN pruned;
        DROP TABLE aliases, audit_head, writers;
        UPDATE store SET format = 1
        """;

    private readonly TeamDatabase _database = new(server);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_store_of_the_first_format_goes_on_with_its_audit_log_however_many_open_it_at_once()
    {
        await _database.Open().Audit.AppendAsync("deploy", "endpoint a", "1", Token);
        await _database.ExecuteAsync(ToTheFirst);

        TeamHost[] hosts = [.. Enumerable.Range(0, 5).Select(_ => _database.Open())];
        await Task.WhenAll(hosts.Select((host, number) => Task.Run(() => host.Audit.AppendAsync("deploy", "endpoint a", $"{number + 2}", Token), Token)));
        Assert.Equal(6, (await hosts[0].Audit.ListAsync(Token)).Count);
        Assert.Null(await hosts[0].Registry.FindAsync("birds", ModelAlias.Champion, Token));
    }
}
