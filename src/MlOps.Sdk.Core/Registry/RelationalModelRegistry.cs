using System.Text.Json;
using MlOps.Sdk.Data;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs.Relational;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Registry;

/// <summary>Keeps model versions in the run store's database; a version and its audit entry are one transaction.</summary>
internal sealed class RelationalModelRegistry(RunDatabase database, RelationalAuditLog audit) : IModelRegistry
{
    private readonly AliasTable _aliases = new(audit);

    public Task<ModelVersion> RegisterAsync(string model, ValidatedModel validated, CancellationToken cancellationToken) => database.WriteAsync(
        async sql =>
        {
            TrainedModel trained = validated.Model;
            if (await sql.QueryAsync("SELECT product FROM model_versions WHERE model = $1 AND bundle = $2",
                row => Parse(row.GetString(0)), cancellationToken, model, trained.Bundle.Digest) is [ModelVersion known])
                return known;

            ModelVersion version = new(model, await ReadLatestAsync(sql, model, cancellationToken) + 1, trained.Bundle, trained.On(SplitName.Test));
            await sql.ExecuteAsync("INSERT INTO model_versions (model, version, bundle, product) VALUES ($1, $2, $3, $4)", cancellationToken,
                model, (long)version.Version, version.Bundle.Digest, JsonSerializer.Serialize<Product>(version, PlanJson.Compact));
            await audit.AppendAsync(sql, "register", $"model {model}",
                JsonSerializer.Serialize(new { version.Version, Bundle = version.Bundle.Digest, version.Evaluation, validated.Gates }, PlanJson.Compact),
                cancellationToken);
            return version;
        },
        cancellationToken);

    public Task<IReadOnlyList<ModelVersion>> ListAsync(string model, CancellationToken cancellationToken) => database.ReadAsync(
        sql => sql.QueryAsync("SELECT product FROM model_versions WHERE model = $1 ORDER BY version", row => Parse(row.GetString(0)), cancellationToken, model),
        cancellationToken);

    public Task<ModelVersion?> FindAsync(string model, ModelAlias alias, CancellationToken cancellationToken) => database.ReadAsync(
        async sql => await AliasTable.FindAsync(sql, model, alias, cancellationToken) is { } version ? await FindAsync(sql, model, version, cancellationToken) : null,
        cancellationToken);

    public Task SetAliasAsync(string model, ModelAlias alias, int? version, CancellationToken cancellationToken) => database.WriteAsync(
        async sql =>
        {
            if (version is { } named)
                await FindAsync(sql, model, named, cancellationToken);
            return await _aliases.MoveAsync(sql, new AliasMove("alias", model, alias, version), cancellationToken);
        },
        cancellationToken);

    private static async Task<ModelVersion> FindAsync(Statements sql, string model, int version, CancellationToken cancellationToken)
    {
        if (await sql.QueryAsync("SELECT product FROM model_versions WHERE model = $1 AND version = $2",
            row => Parse(row.GetString(0)), cancellationToken, model, (long)version) is [ModelVersion known])
            return known;
        int latest = await ReadLatestAsync(sql, model, cancellationToken);
        throw new KeyNotFoundException($"registry: the model '{model}' has no version {version}; "
            + (latest == 0 ? "it has none. Run its pipeline, which registers one." : $"it has 1 to {latest}. Name one of these."));
    }

    private static async Task<int> ReadLatestAsync(Statements sql, string model, CancellationToken cancellationToken) =>
        (await sql.QueryAsync("SELECT coalesce(max(version), 0) FROM model_versions WHERE model = $1", row => row.GetInt32(0), cancellationToken, model))[0];

    private static ModelVersion Parse(string json) => (ModelVersion)ResultTables.ReadProduct(json);
}
