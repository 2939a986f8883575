using System.Text.Json;
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
        ModelVersion first = (await registry.RegisterAsync(Request("a"), Token)).Version;
        ModelVersion second = (await registry.RegisterAsync(Request("b"), Token)).Version;
        ModelVersion again = (await Open().Registry.RegisterAsync(Request("a"), Token)).Version;
        ModelVersion other = (await registry.RegisterAsync(Request("a", model: "planes"), Token)).Version;

        Assert.Equal((1, 2, 1, 1), (first.Version, second.Version, again.Version, other.Version));
        Assert.Equal(first, again);
        Assert.Equal([first, second], await Open().Registry.ListAsync("birds", Token));
        Assert.Empty(await registry.ListAsync("none", Token));
        Assert.Empty(await registry.ListAsync("BIRDS", Token));
    });

    [Fact]
    public Task A_version_holds_the_bundle_and_what_the_test_split_said() => PromiseAsync(async () =>
    {
        ModelVersion version = (await Open().Registry.RegisterAsync(Request("a", model: "Vögel 'x'"), Token)).Version;
        Assert.Equal(("Vögel 'x'", Model("a").Model.Bundle, Model("a").Model.On(SplitName.Test)), (version.Model, version.Bundle, version.Evaluation));
        Assert.Equal([version], await Open().Registry.ListAsync("Vögel 'x'", Token));
    });

    [Fact]
    public Task Versions_are_dense_however_many_register_at_once() => PromiseAsync(async () =>
    {
        (IModelRegistry registry, IAuditLog audit) = Open();
        IModelRegistry other = Open().Registry;
        await Task.WhenAll(Enumerable.Range(0, 100).Select(number => Task.Run(
            () => (number % 2 == 0 ? registry : other).RegisterAsync(Request($"{number / 2}"), Token), Token)));

        IReadOnlyList<ModelVersion> versions = await registry.ListAsync("birds", Token);
        Assert.Equal(Enumerable.Range(1, 50), versions.Select(version => version.Version));
        Assert.Equal(50, versions.Select(version => version.Bundle.Digest).Distinct().Count());
        Assert.Equal(50, (await audit.ListAsync(Token)).Count(entry => entry.Action == "register"));
    });

    [Fact]
    public Task Registering_is_audited_once_with_its_evidence() => PromiseAsync(async () =>
    {
        (IModelRegistry registry, IAuditLog audit) = Open();
        await registry.RegisterAsync(Request("a"), Token);
        await registry.RegisterAsync(Request("a"), Token);
        IReadOnlyList<AuditEntry> entries = await audit.ListAsync(Token);
        Assert.Equal(["register model birds", "promote champion of birds"], entries.Select(one => $"{one.Action} {one.Subject}"));
        AuditEntry entry = entries[0];
        Assert.Equal((1L, ""), (entry.Sequence, entry.PreviousHash));
        Assert.Contains("\"bundle\":\"a\"", entry.Detail, StringComparison.Ordinal);
        Assert.Contains("AreaUnderRocCurve", entry.Detail, StringComparison.Ordinal);
    });

    [Fact]
    public Task An_alias_moves_between_versions_and_each_move_is_an_entry() => PromiseAsync(async () =>
    {
        (IModelRegistry registry, IAuditLog audit) = Open();
        foreach (string bundle in (string[])["a", "b"])
            await registry.RegisterAsync(Request(bundle, PromotionOutcome.Keep), Token);
        Assert.Null(await registry.FindAsync("birds", ModelAlias.Champion, Token));
        foreach (int? version in (int?[])[1, 1, 2, 1, null, null])
            await registry.SetAliasAsync("birds", ModelAlias.Champion, version, Token);
        await registry.SetAliasAsync("birds", ModelAlias.Challenger, 1, Token);
        await registry.SetAliasAsync("birds", ModelAlias.Champion, 2, Token);

        IModelRegistry other = Open().Registry;
        Assert.Equal((2, 1), ((await other.FindAsync("birds", ModelAlias.Champion, Token))?.Version, (await other.FindAsync("birds", ModelAlias.Challenger, Token))?.Version));
        Assert.Null(await other.FindAsync("BIRDS", ModelAlias.Champion, Token));
        Assert.Equal([ModelAlias.Champion], (await other.FindAsync("birds", 2, Token))!.Aliases);
        Assert.Equal(
            ["champion of birds: none to 1", "champion of birds: 1 to 2", "champion of birds: 2 to 1", "champion of birds: 1 to none", "challenger of birds: 2 to 1", "champion of birds: none to 2"],
            (await audit.ListAsync(Token)).Where(entry => entry.Action == "alias").Select(Move));
    });

    [Fact]
    public Task What_is_not_registered_has_no_alias_and_is_not_approved() => PromiseAsync(async () =>
    {
        (IModelRegistry registry, IAuditLog audit) = Open();
        KeyNotFoundException none = await Assert.ThrowsAsync<KeyNotFoundException>(() => registry.SetAliasAsync("birds", ModelAlias.Champion, 1, Token));
        Assert.Equal("registry: the model 'birds' has no version 1; it has none. Run its pipeline, which registers one.", none.Message);
        await registry.RegisterAsync(Request("a", PromotionOutcome.Keep), Token);
        foreach (Func<Task> act in (Func<Task>[])
            [
                () => registry.SetAliasAsync("birds", ModelAlias.Champion, 7, Token), () => registry.ApproveAsync("birds", 7, "ada", null, Token),
                () => registry.RejectAsync("birds", 7, "ada", null, Token), () => registry.PromoteAsync("birds", 7, "ada", null, Token),
            ])
        {
            KeyNotFoundException other = await Assert.ThrowsAsync<KeyNotFoundException>(act);
            Assert.Equal("registry: the model 'birds' has no version 7; it has 1 to 1. Name one of these.", other.Message);
        }

        Assert.Equal(["register", "challenge"], (await audit.ListAsync(Token)).Select(entry => entry.Action));
        Assert.Null(await registry.FindAsync("birds", 7, Token));
    });

    [Fact]
    public Task A_version_is_live_if_the_decision_says_so_and_else_the_champion_stays() => PromiseAsync(async () =>
    {
        (IModelRegistry registry, _) = Open();
        Registration first = await registry.RegisterAsync(Request("a", PromotionOutcome.FirstModel), Token);
        Registration worse = await registry.RegisterAsync(Request("b", PromotionOutcome.Keep, champion: 1), Token);
        Registration unclear = await registry.RegisterAsync(Request("c", PromotionOutcome.NotEnoughEvidence, champion: 1), Token);
        Assert.Equal((1, 1, 1), (first.Live!.Version, worse.Live!.Version, unclear.Live!.Version));
        Assert.Equal((1, 2, 3), (first.Version.Version, worse.Version.Version, unclear.Version.Version));
        Assert.Equal("birds version 3, challenger; version 1 stays live: because", unclear.ToString());
        Assert.Equal(3, (await registry.FindAsync("birds", ModelAlias.Challenger, Token))!.Version);

        Registration better = await registry.RegisterAsync(Request("c", PromotionOutcome.Promote, champion: 1), Token);
        Assert.Equal("birds version 3, the champion", better.ToString());
        Assert.Null(await registry.FindAsync("birds", ModelAlias.Challenger, Token));
        // A process that died after this begins again with what it had compared.
        Assert.Equal((3, true), ((await registry.RegisterAsync(Request("c", PromotionOutcome.Promote, champion: 1), Token)).Live!.Version, better.IsLive));
        Assert.True((await registry.RegisterAsync(Request("c", PromotionOutcome.IsChampion, champion: 3), Token)).IsLive);
        Assert.Equal(first.ComputeFingerprint(), worse.ComputeFingerprint());
        Assert.NotEqual(first.ComputeFingerprint(), better.ComputeFingerprint());
    });

    [Fact]
    public Task A_model_that_was_compared_with_another_champion_than_there_is_now_is_not_promoted() => PromiseAsync(async () =>
    {
        (IModelRegistry registry, _) = Open();
        await registry.RegisterAsync(Request("a", PromotionOutcome.FirstModel), Token);
        Registration late = await registry.RegisterAsync(Request("b", PromotionOutcome.FirstModel), Token);
        Assert.Equal("birds version 2, challenger; version 1 stays live: it was compared with none, and birds 1 is the champion by now: run again", late.ToString());
        await registry.RegisterAsync(Request("b", PromotionOutcome.Promote, champion: 1), Token);
        Registration stale = await registry.RegisterAsync(Request("c", PromotionOutcome.Promote, champion: 1), Token);
        Assert.Equal("birds version 3, challenger; version 2 stays live: it was compared with birds 1, and birds 2 is the champion by now: run again", stale.ToString());
        Registration gone = await registry.RegisterAsync(Request("a", PromotionOutcome.IsChampion, champion: 1), Token);
        Assert.Equal((1, 2), (gone.Version.Version, gone.Live!.Version));
    });

    [Fact]
    public Task A_version_waits_for_approval_and_what_the_person_says_is_kept_with_the_evidence() => PromiseAsync(async () =>
    {
        (IModelRegistry registry, IAuditLog audit) = Open();
        Registration first = await registry.RegisterAsync(Request("a", PromotionOutcome.FirstModel) with { RequiresApproval = true }, Token);
        Assert.Equal("birds version 1, waiting; nothing is live: it waits for approval (because)", first.ToString());
        Assert.Null(await registry.FindAsync("birds", ModelAlias.Champion, Token));
        await registry.ApproveAsync("birds", 1, "ada", "looks \"good\"", Token);
        Assert.Equal(1, (await registry.FindAsync("birds", ModelAlias.Champion, Token))!.Version);
        Assert.Equal((VersionState.Approved, "Champion"), State((await registry.FindAsync("birds", 1, Token))!));
        InvalidOperationException twice = await Assert.ThrowsAsync<InvalidOperationException>(() => registry.ApproveAsync("birds", 1, "ada", null, Token));
        Assert.Equal("registry: birds 1 doesn't wait for approval, it is the champion. Use PromoteAsync to make it the champion.", twice.Message);

        await registry.RegisterAsync(Request("b", PromotionOutcome.Promote, champion: 1) with { RequiresApproval = true }, Token);
        Assert.Equal((VersionState.Waiting, "Challenger"), State((await registry.FindAsync("birds", 2, Token))!));
        await registry.RejectAsync("birds", 2, "bob", "no", Token);
        await registry.RejectAsync("birds", 2, "bob", "no", Token);
        Assert.Equal((VersionState.Rejected, ""), State((await registry.FindAsync("birds", 2, Token))!));
        Registration again = await registry.RegisterAsync(Request("b", PromotionOutcome.Promote, champion: 1), Token);
        Assert.Equal("birds version 2, rejected; version 1 stays live: a person has rejected it", again.ToString());
        await Assert.ThrowsAsync<InvalidOperationException>(() => registry.RejectAsync("birds", 1, "bob", null, Token));

        IReadOnlyList<AuditEntry> entries = await audit.ListAsync(Token);
        Assert.Equal(["register", "propose", "approve", "release", "register", "propose", "reject", "release"], entries.Select(entry => entry.Action));
        Assert.Contains("""
            "by":"ada","comment":"looks \"good\"","evidence":{"entries":1,"hash":"
            """, entries[2].Detail, StringComparison.Ordinal);
        Assert.Contains(entries[0].ComputeHash(), entries[2].Detail, StringComparison.Ordinal);
    });

    [Fact]
    public Task Going_back_is_an_entry_and_no_run_undoes_it() => PromiseAsync(async () =>
    {
        (IModelRegistry registry, IAuditLog audit) = Open();
        await registry.RegisterAsync(Request("a", PromotionOutcome.FirstModel), Token);
        await registry.RegisterAsync(Request("b", PromotionOutcome.Promote, champion: 1), Token);
        await registry.PromoteAsync("birds", 1, "ada", "2 errs at night", Token);
        Assert.Equal((VersionState.Withdrawn, ""), State((await registry.FindAsync("birds", 2, Token))!));
        Registration again = await registry.RegisterAsync(Request("b", PromotionOutcome.Promote, champion: 1), Token);
        Assert.Equal("birds version 2, withdrawn; version 1 stays live: a person has put another version in its place", again.ToString());

        await registry.PromoteAsync("birds", 2, "ada", null, Token);
        await registry.PromoteAsync("birds", 2, "ada", null, Token);
        Assert.Equal(2, (await registry.FindAsync("birds", ModelAlias.Champion, Token))!.Version);
        Assert.Equal(["promote", "promote", "roll-back", "promote"], (await audit.ListAsync(Token)).Where(entry => entry.Subject == "champion of birds").Select(entry => entry.Action));
        Assert.Equal([1, 2], (await registry.ListAsync("birds", Token)).Select(version => version.Version));
    });

    [Fact]
    public Task The_log_knows_what_was_live_at_each_time_and_by_whom() => PromiseAsync(async () =>
    {
        (IModelRegistry registry, IAuditLog audit) = Open();
        await registry.RegisterAsync(Request("a", PromotionOutcome.FirstModel), Token);
        await registry.RegisterAsync(Request("b", PromotionOutcome.Promote, champion: 1), Token);
        await audit.AppendAsync("deploy", "endpoint live", """{"endpoint":"live","model":"birds","version":2}""", Token);
        await registry.PromoteAsync("birds", 1, "ada", "2 errs at night", Token);

        LiveState now = await audit.AsOfAsync(DateTimeOffset.MaxValue, Token);
        LiveAlias champion = Assert.Single(now.Models);
        Assert.Equal(("birds", ModelAlias.Champion, 1, "ada", "roll-back"), (champion.Model, champion.Alias, champion.Version, champion.By, champion.Move.Action));
        Assert.Contains("\"bundle\":\"a\"", champion.Registration!.Detail, StringComparison.Ordinal);
        LiveEndpoint endpoint = Assert.Single(now.Endpoints);
        Assert.Equal(("live", "birds", 2), (endpoint.Endpoint, endpoint.Model, endpoint.Version));
        LiveState before = await audit.AsOfAsync(DateTimeOffset.UnixEpoch, Token);
        Assert.Empty(before.Models);
        Assert.Empty(before.Endpoints);
    });

    [Fact]
    public Task What_was_cancelled_before_it_began_makes_no_version() => PromiseAsync(async () =>
    {
        (IModelRegistry registry, IAuditLog audit) = Open();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => registry.RegisterAsync(Request("a"), new CancellationToken(canceled: true)));
        Assert.Empty(await registry.ListAsync("birds", Token));
        Assert.Empty(await audit.ListAsync(Token));
    });

    private static RegistrationRequest Request(
        string bundle, PromotionOutcome? outcome = null, int? champion = null, string model = "birds") => new(model, outcome is not { } decided
        ? Model(bundle)
        : Model(bundle) with
        {
            Decision = new PromotionDecision(decided, "because")
            {
                Model = model,
                Champion = champion is { } number ? new ChampionReference(number, "x") : null,
            },
        });

    private static (VersionState, string) State(RegisteredVersion version) => (version.State, string.Join(", ", version.Aliases));

    private static string Move(AuditEntry entry)
    {
        using JsonDocument detail = JsonDocument.Parse(entry.Detail);
        string[] ends = [.. ((string[])["from", "version"]).Select(end => detail.RootElement.TryGetProperty(end, out JsonElement version) ? version.GetRawText() : "none")];
        return $"{entry.Subject}: {string.Join(" to ", ends)}";
    }

    private static ValidatedModel Model(string bundle) => new(
        new TrainedModel(
            Learner.Linear(),
            new DataFile($"artifact:{bundle}", 1, bundle),
            [new Evaluation(SplitName.Test, TaskKind.Binary, 10, [new Metric("AreaUnderRocCurve", 0.9), new Metric("Precision", double.NaN)])]),
        []);
}
