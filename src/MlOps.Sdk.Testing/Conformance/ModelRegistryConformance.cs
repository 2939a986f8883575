using MlOps.Sdk.Data;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Training;
using Xunit;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>What every model registry promises.</summary>
public abstract class ModelRegistryConformance : ConformanceSuite
{
    /// <summary>Another client of the test's own registry and of the log that it writes to, as another process would have; both are empty at first.</summary>
    protected abstract (IModelRegistry Registry, IAuditLog Audit) Open();

    [Fact]
    public Task The_same_bundle_is_the_same_version() => PromiseAsync(async () =>
    {
        (IModelRegistry registry, _) = Open();
        ModelVersion first = await registry.RegisterAsync("birds", Model("a"), Token);
        ModelVersion second = await registry.RegisterAsync("birds", Model("b"), Token);
        ModelVersion again = await Open().Registry.RegisterAsync("birds", Model("a"), Token);
        ModelVersion other = await registry.RegisterAsync("planes", Model("a"), Token);

        Assert.Equal((1, 2, 1, 1), (first.Version, second.Version, again.Version, other.Version));
        Assert.Equal(first, again);
        Assert.Equal([first, second], await Open().Registry.ListAsync("birds", Token));
        Assert.Empty(await registry.ListAsync("none", Token));
        Assert.Empty(await registry.ListAsync("BIRDS", Token));
    });

    [Fact]
    public Task A_version_holds_the_bundle_and_what_the_test_split_said() => PromiseAsync(async () =>
    {
        ModelVersion version = await Open().Registry.RegisterAsync("Vögel 'x'", Model("a"), Token);
        Assert.Equal(("Vögel 'x'", Model("a").Model.Bundle, Model("a").Model.On(SplitName.Test)), (version.Model, version.Bundle, version.Evaluation));
        Assert.Equal([version], await Open().Registry.ListAsync("Vögel 'x'", Token));
    });

    [Fact]
    public Task Versions_are_dense_however_many_register_at_once() => PromiseAsync(async () =>
    {
        (IModelRegistry registry, IAuditLog audit) = Open();
        IModelRegistry other = Open().Registry;
        await Task.WhenAll(Enumerable.Range(0, 100).Select(number => Task.Run(
            () => (number % 2 == 0 ? registry : other).RegisterAsync("birds", Model($"{number / 2}"), Token), Token)));

        IReadOnlyList<ModelVersion> versions = await registry.ListAsync("birds", Token);
        Assert.Equal(Enumerable.Range(1, 50), versions.Select(version => version.Version));
        Assert.Equal(50, versions.Select(version => version.Bundle.Digest).Distinct().Count());
        Assert.Equal(50, (await audit.ListAsync(Token)).Count);
    });

    [Fact]
    public Task Registering_is_audited_once_with_its_evidence() => PromiseAsync(async () =>
    {
        (IModelRegistry registry, IAuditLog audit) = Open();
        await registry.RegisterAsync("birds", Model("a"), Token);
        await registry.RegisterAsync("birds", Model("a"), Token);
        AuditEntry entry = Assert.Single(await audit.ListAsync(Token));
        Assert.Equal(("register", "model birds", 1L, ""), (entry.Action, entry.Subject, entry.Sequence, entry.PreviousHash));
        Assert.Contains("\"bundle\":\"a\"", entry.Detail, StringComparison.Ordinal);
        Assert.Contains("AreaUnderRocCurve", entry.Detail, StringComparison.Ordinal);
    });

    [Fact]
    public Task An_alias_moves_between_versions_and_each_move_is_an_entry() => PromiseAsync(async () =>
    {
        (IModelRegistry registry, IAuditLog audit) = Open();
        foreach (string bundle in (string[])["a", "b"])
            await registry.RegisterAsync("birds", Model(bundle), Token);
        Assert.Null(await registry.FindAsync("birds", ModelAlias.Champion, Token));
        foreach (int? version in (int?[])[1, 1, 2, 1, null, null])
            await registry.SetAliasAsync("birds", ModelAlias.Champion, version, Token);
        await registry.SetAliasAsync("birds", ModelAlias.Challenger, 2, Token);
        await registry.SetAliasAsync("birds", ModelAlias.Champion, 2, Token);

        IModelRegistry other = Open().Registry;
        Assert.Equal(2, (await other.FindAsync("birds", ModelAlias.Champion, Token))?.Version);
        Assert.Equal(2, (await other.FindAsync("birds", ModelAlias.Challenger, Token))?.Version);
        Assert.Null(await other.FindAsync("BIRDS", ModelAlias.Champion, Token));
        Assert.Equal(
            [
                """model birds@champion {"model":"birds","alias":"Champion","version":1}""",
                """model birds@champion {"model":"birds","alias":"Champion","version":2,"from":1}""",
                """model birds@champion {"model":"birds","alias":"Champion","version":1,"from":2}""",
                """model birds@champion {"model":"birds","alias":"Champion","from":1}""",
                """model birds@challenger {"model":"birds","alias":"Challenger","version":2}""",
                """model birds@champion {"model":"birds","alias":"Champion","version":2}""",
            ],
            (await audit.ListAsync(Token)).Where(entry => entry.Action == "alias").Select(entry => $"{entry.Subject} {entry.Detail}"));
    });

    [Fact]
    public Task An_alias_names_only_what_is_registered() => PromiseAsync(async () =>
    {
        (IModelRegistry registry, IAuditLog audit) = Open();
        KeyNotFoundException none = await Assert.ThrowsAsync<KeyNotFoundException>(() => registry.SetAliasAsync("birds", ModelAlias.Champion, 1, Token));
        Assert.Equal("registry: the model 'birds' has no version 1; it has none. Run its pipeline, which registers one.", none.Message);
        await registry.RegisterAsync("birds", Model("a"), Token);
        KeyNotFoundException other = await Assert.ThrowsAsync<KeyNotFoundException>(() => registry.SetAliasAsync("birds", ModelAlias.Champion, 7, Token));
        Assert.Equal("registry: the model 'birds' has no version 7; it has 1 to 1. Name one of these.", other.Message);
        Assert.Single(await audit.ListAsync(Token));
    });

    [Fact]
    public Task What_was_cancelled_before_it_began_makes_no_version() => PromiseAsync(async () =>
    {
        (IModelRegistry registry, IAuditLog audit) = Open();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => registry.RegisterAsync("birds", Model("a"), new CancellationToken(canceled: true)));
        Assert.Empty(await registry.ListAsync("birds", Token));
        Assert.Empty(await audit.ListAsync(Token));
    });

    private static ValidatedModel Model(string bundle) => new(
        new TrainedModel(
            Learner.Linear(),
            new DataFile($"artifact:{bundle}", 1, bundle),
            [new Evaluation(SplitName.Test, TaskKind.Binary, 10, [new Metric("AreaUnderRocCurve", 0.9), new Metric("Precision", double.NaN)])]),
        []);
}
