using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Data;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Local.Tests.Runs;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Local.Tests.Registry;

public sealed class SqliteModelRegistryTests : IAsyncDisposable
{
    private readonly RunnerHost _host = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_same_bundle_is_the_same_version()
    {
        ModelVersion first = await RegistryOf(_host).RegisterAsync("birds", Model("a"), Token);
        ModelVersion second = await RegistryOf(_host).RegisterAsync("birds", Model("b"), Token);
        ModelVersion again = await RegistryOf(_host).RegisterAsync("birds", Model("a"), Token);
        ModelVersion other = await RegistryOf(_host).RegisterAsync("planes", Model("a"), Token);

        Assert.Equal((1, 2, 1, 1), (first.Version, second.Version, again.Version, other.Version));
        Assert.Equal([first, second], await RegistryOf(_host).ListAsync("birds", Token));
        Assert.Empty(await RegistryOf(_host).ListAsync("none", Token));
    }

    [Fact]
    public async Task Versions_are_dense_however_many_register_at_once()
    {
        await using RunnerHost other = new(_host.Root);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(number => Task.Run(
            () => RegistryOf(number % 2 == 0 ? _host : other).RegisterAsync("birds", Model($"{number / 2}"), Token), Token)));

        IReadOnlyList<ModelVersion> versions = await RegistryOf(_host).ListAsync("birds", Token);
        Assert.Equal(Enumerable.Range(1, 50), versions.Select(version => version.Version));
        Assert.Equal(50, versions.Select(version => version.Bundle.Digest).Distinct().Count());
        Assert.Equal(50, (await AuditOf(_host).ListAsync(Token)).Count);
    }

    [Fact]
    public async Task Registering_is_audited_once_with_its_evidence()
    {
        await RegistryOf(_host).RegisterAsync("birds", Model("a"), Token);
        await RegistryOf(_host).RegisterAsync("birds", Model("a"), Token);
        AuditEntry entry = Assert.Single(await AuditOf(_host).ListAsync(Token));
        Assert.Equal(("register", "model birds", 1L, ""), (entry.Action, entry.Subject, entry.Sequence, entry.PreviousHash));
        Assert.Contains("\"bundle\":\"a\"", entry.Detail);
        Assert.Contains("AreaUnderRocCurve", entry.Detail);
    }

    [Fact]
    public async Task The_audit_log_can_only_grow_and_shows_what_was_changed_behind_its_back()
    {
        IAuditLog audit = AuditOf(_host);
        await audit.AppendAsync("deploy", "endpoint a", "1", Token);
        await audit.AppendAsync("deploy", "endpoint a", "2", Token);
        await audit.AppendAsync("deploy", "endpoint a", "2", Token);
        await audit.AppendAsync("deploy", "endpoint a", "1", Token);
        Assert.Equal(["1", "2", "1"], (await audit.ListAsync(Token)).Select(entry => entry.Detail));

        Assert.Contains("append-only", Assert.Throws<SqliteException>(() => Execute("UPDATE audit SET detail = '3' WHERE sequence = 2")).Message);
        Assert.Contains("append-only", Assert.Throws<SqliteException>(() => Execute("DELETE FROM audit")).Message);
        Execute("DROP TRIGGER audit_is_not_updated; UPDATE audit SET actor = 'nobody' WHERE sequence = 2");
        InvalidDataException exception = await Assert.ThrowsAsync<InvalidDataException>(() => audit.ListAsync(Token));
        Assert.StartsWith("audit: entry 2 (deploy endpoint a) doesn't follow from the one before", exception.Message);
    }

    private void Execute(string sql)
    {
        using SqliteConnection connection = new($"Data Source={Path.Combine(_host.Root, "runs.db")};Pooling=false");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static IModelRegistry RegistryOf(RunnerHost host) => host.Provider.GetRequiredService<IModelRegistry>();

    private static IAuditLog AuditOf(RunnerHost host) => host.Provider.GetRequiredService<IAuditLog>();

    private static ValidatedModel Model(string bundle) => new(
        new TrainedModel(
            Learner.Linear(),
            new DataFile($"artifact:{bundle}", 1, bundle),
            [new Evaluation(SplitName.Test, TaskKind.Binary, 10, [new Metric("AreaUnderRocCurve", 0.9)])]),
        []);
}
