using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Local.Tests.Runs;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Testing.Conformance;

namespace MlOps.Sdk.Local.Tests.Conformance;

public sealed class SqliteRunStoreTests : RunStoreConformance, IAsyncDisposable
{
    private readonly SharedRoot _root = new();

    public ValueTask DisposeAsync() => _root.DisposeAsync();

    protected override IRunStore Open() => _root.Open().GetRequiredService<IRunStore>();
}

public sealed class SqliteModelRegistryTests : ModelRegistryConformance, IAsyncDisposable
{
    private readonly SharedRoot _root = new();

    public ValueTask DisposeAsync() => _root.DisposeAsync();

    protected override (IModelRegistry Registry, IAuditLog Audit) Open()
    {
        IServiceProvider services = _root.Open();
        return (services.GetRequiredService<IModelRegistry>(), services.GetRequiredService<IAuditLog>());
    }
}

public sealed class SqliteAuditLogTests : AuditLogConformance, IAsyncDisposable
{
    private readonly SharedRoot _root = new();

    public ValueTask DisposeAsync() => _root.DisposeAsync();

    protected override IAuditLog Open() => _root.Open().GetRequiredService<IAuditLog>();

    protected override async Task TamperAsync(long sequence, bool byForce)
    {
        await using SqliteConnection connection = new($"Data Source={Path.Combine(_root.Folder, "runs.db")};Pooling=false");
        connection.Open();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"{(byForce ? "DROP TRIGGER audit_is_not_updated;" : "")} UPDATE audit SET actor = 'nobody' WHERE sequence = {sequence}";
        await command.ExecuteNonQueryAsync(Token);
    }
}

/// <summary>Applications over one root, as several processes are.</summary>
internal sealed class SharedRoot : IAsyncDisposable
{
    private readonly RunnerHost _first = new();
    private readonly List<RunnerHost> _others = [];

    public string Folder => _first.Root;

    public IServiceProvider Open()
    {
        _others.Add(new RunnerHost(_first.Root));
        return _others[^1].Provider;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RunnerHost other in _others)
            await other.DisposeAsync();
        await _first.DisposeAsync();
    }
}
