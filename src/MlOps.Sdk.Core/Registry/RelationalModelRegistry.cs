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
    public Task<ModelVersion> RegisterAsync(string model, ValidatedModel validated, CancellationToken cancellationToken) => database.WriteAsync(
        async sql =>
        {
            TrainedModel trained = validated.Model;
            if (await sql.QueryAsync("SELECT product FROM model_versions WHERE model = $1 AND bundle = $2",
                row => Parse(row.GetString(0)), cancellationToken, model, trained.Bundle.Digest) is [ModelVersion known])
                return known;

            int latest = (await sql.QueryAsync("SELECT coalesce(max(version), 0) FROM model_versions WHERE model = $1",
                row => row.GetInt32(0), cancellationToken, model))[0];
            ModelVersion version = new(model, latest + 1, trained.Bundle, trained.On(SplitName.Test));
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

    private static ModelVersion Parse(string json) => (ModelVersion)ResultTables.ReadProduct(json);
}
