using System.Text.Json;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs.Relational;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Registry;

/// <summary>Keeps model versions in the run store's database; what is decided about a version and its audit entries are one transaction.</summary>
internal sealed class RelationalModelRegistry(RunDatabase database, RelationalAuditLog audit, IArtifactStore artifacts) : IModelRegistry
{
    private readonly VersionTable _versions = new(audit);
    private readonly AliasTable _aliases = new(audit);

    public Task<Registration> RegisterAsync(RegistrationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return database.WriteAsync(
            async sql =>
            {
                RegisteredVersion version = await _versions.AddAsync(sql, request, cancellationToken);
                int? champion = await AliasTable.FindAsync(sql, request.Model, ModelAlias.Champion, cancellationToken);
                Ruling ruling = Ruling.On(request, version, champion);
                await ExecuteAsync(sql, request.Model, version, ruling, cancellationToken);
                int? live = ruling.IsCrowned ? version.Version.Version : champion;
                return new Registration(
                    version.Version,
                    live is { } number ? (await VersionTable.GetAsync(sql, request.Model, number, cancellationToken)).Version : null,
                    ruling.State,
                    ruling.Reason);
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken cancellationToken) => database.ReadAsync(
        sql => sql.QueryAsync("SELECT DISTINCT model FROM model_versions ORDER BY model", row => row.GetString(0), cancellationToken), cancellationToken);

    public Task<IReadOnlyList<ModelVersion>> ListAsync(string model, CancellationToken cancellationToken) =>
        database.ReadAsync(sql => VersionTable.ListAsync(sql, model, cancellationToken), cancellationToken);

    public Task<RegisteredVersion?> FindAsync(string model, int version, CancellationToken cancellationToken) =>
        database.ReadAsync(sql => VersionTable.FindAsync(sql, model, version, cancellationToken), cancellationToken);

    public Task<ModelVersion?> FindAsync(string model, ModelAlias alias, CancellationToken cancellationToken) => database.ReadAsync(
        async sql => await AliasTable.FindAsync(sql, model, alias, cancellationToken) is { } version
            ? (await VersionTable.GetAsync(sql, model, version, cancellationToken)).Version
            : null,
        cancellationToken);

    public Task SetAliasAsync(string model, ModelAlias alias, int? version, CancellationToken cancellationToken) => WriteAsync(
        async sql =>
        {
            if (version is { } named)
                await VersionTable.GetAsync(sql, model, named, cancellationToken);
            await _aliases.MoveAsync(sql, "alias", new AliasMove(model, alias, version), cancellationToken);
        },
        cancellationToken);

    public Task ApproveAsync(string model, int version, string by, string? comment, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        return WriteAsync(
            async sql =>
            {
                RegisteredVersion found = await VersionTable.GetAsync(sql, model, version, cancellationToken);
                if (found.State != VersionState.Waiting)
                    throw new InvalidOperationException($"registry: {model} {version} doesn't wait for approval, it is {Words(found)}. Use PromoteAsync to make it the champion.");
                await VersionTable.SetStateAsync(sql, model, version, VersionState.Approved, cancellationToken);
                await _aliases.CrownAsync(sql, "approve", Move(model, version, by, comment), cancellationToken);
            },
            cancellationToken);
    }

    public Task RejectAsync(string model, int version, string by, string? comment, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        return WriteAsync(
            async sql =>
            {
                RegisteredVersion found = await VersionTable.GetAsync(sql, model, version, cancellationToken);
                if (found.Aliases.Contains(ModelAlias.Champion))
                    throw new InvalidOperationException($"registry: {model} {version} is the champion. Use PromoteAsync to put another version in its place.");
                if (found.State == VersionState.Rejected)
                    return;
                await VersionTable.SetStateAsync(sql, model, version, VersionState.Rejected, cancellationToken);
                await audit.AppendAsync(sql, "reject", $"model {model}", JsonSerializer.Serialize(new { model, version, by, comment }, PlanJson.Compact), cancellationToken);
                if (found.Aliases.Contains(ModelAlias.Challenger))
                    await _aliases.MoveAsync(sql, "release", Move(model, null, by, comment) with { Alias = ModelAlias.Challenger }, cancellationToken);
            },
            cancellationToken);
    }

    public Task PromoteAsync(string model, int version, string by, string? comment, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        return WriteAsync(
            async sql =>
            {
                await VersionTable.GetAsync(sql, model, version, cancellationToken);
                int? champion = await AliasTable.FindAsync(sql, model, ModelAlias.Champion, cancellationToken);
                if (champion == version)
                    return;
                bool isBack = champion > version;
                if (isBack)
                    await VersionTable.SetStateAsync(sql, model, champion!.Value, VersionState.Withdrawn, cancellationToken);
                await VersionTable.SetStateAsync(sql, model, version, VersionState.Approved, cancellationToken);
                await _aliases.CrownAsync(sql, isBack ? "roll-back" : "promote", Move(model, version, by, comment), cancellationToken);
            },
            cancellationToken);
    }

    public async Task<ModelCard> ReadCardAsync(string model, int version, CancellationToken cancellationToken)
    {
        (RegisteredVersion found, ValidatedModel? evidence, CardPlan? words) = await database.ReadAsync(
            async sql =>
            {
                RegisteredVersion found = await VersionTable.GetAsync(sql, model, version, cancellationToken);
                (ValidatedModel? evidence, CardPlan? words) = await VersionTable.ReadEvidenceAsync(sql, model, version, cancellationToken);
                return (found, evidence, words);
            },
            cancellationToken);
        ModelBundle bundle = ModelBundle.Open(await artifacts.FetchAsync(found.Version.Bundle, cancellationToken));
        return ModelCard.Of(bundle.Manifest, found, evidence, words);
    }

    private async Task ExecuteAsync(Statements sql, string model, RegisteredVersion version, Ruling ruling, CancellationToken cancellationToken)
    {
        int number = version.Version.Version;
        if (ruling.State != version.State)
            await VersionTable.SetStateAsync(sql, model, number, ruling.State, cancellationToken);
        AliasMove move = new(model, ModelAlias.Challenger, number) { Reason = ruling.Reason };
        if (ruling.IsCrowned)
            await _aliases.CrownAsync(sql, "promote", move, cancellationToken);
        else if (ruling.IsChallenger)
            await _aliases.MoveAsync(sql, ruling.State == VersionState.Waiting ? "propose" : "challenge", move, cancellationToken);
    }

    private static AliasMove Move(string model, int? version, string by, string? comment) =>
        new(model, ModelAlias.Champion, version) { By = by, Comment = comment };

    private static string Words(RegisteredVersion version) =>
        version.Aliases.Contains(ModelAlias.Champion) ? "the champion" : version.State.ToString().ToLowerInvariant();

    private Task WriteAsync(Func<Statements, Task> work, CancellationToken cancellationToken) => database.WriteAsync(
        async sql =>
        {
            await work(sql);
            return true;
        },
        cancellationToken);
}
