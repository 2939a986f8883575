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
