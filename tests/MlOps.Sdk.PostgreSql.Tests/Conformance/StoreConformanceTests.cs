using MlOps.Sdk.Lineage;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Testing.Conformance;

[assembly: AssemblyFixture(typeof(MlOps.Sdk.PostgreSql.Tests.PostgreSqlServer))]

namespace MlOps.Sdk.PostgreSql.Tests.Conformance;

public sealed class PostgreSqlRunStoreTests(PostgreSqlServer server) : RunStoreConformance, IAsyncDisposable
{
    private readonly TeamDatabase _database = new(server);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    // Clients of one application's root: as its processes are.
    protected override IRunStore Open() => _database.Open().Store;
}

public sealed class PostgreSqlModelRegistryTests(PostgreSqlServer server) : ModelRegistryConformance, IAsyncDisposable
{
    private readonly TeamDatabase _database = new(server);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    protected override (IModelRegistry Registry, IAuditLog Audit) Open()
    {
        TeamHost host = _database.Open();
        return (host.Registry, host.Audit);
    }
}

public sealed class PostgreSqlAuditLogTests(PostgreSqlServer server) : AuditLogConformance, IAsyncDisposable
{
    private readonly TeamDatabase _database = new(server);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    protected override IAuditLog Open() => _database.Open().Audit;

    protected override async Task TamperAsync(long sequence, bool byForce)
    {
        if (byForce)
            await _database.ExecuteAsync("ALTER TABLE audit DISABLE TRIGGER ALL");
        await _database.ExecuteAsync($"UPDATE audit SET actor = 'nobody' WHERE sequence = {sequence}");
    }
}
