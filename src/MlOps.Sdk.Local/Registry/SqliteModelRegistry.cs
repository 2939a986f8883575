using System.Text.Json;
using MlOps.Sdk.Data;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Registry;

/// <summary>Keeps model versions in the run store's file; a version and its audit entry are one transaction.</summary>
internal sealed class SqliteModelRegistry(RunDatabase database, SqliteAuditLog audit) : IModelRegistry
{
    public Task<ModelVersion> RegisterAsync(string model, ValidatedModel validated, CancellationToken cancellationToken) => database.WriteAsync(
        sql =>
        {
            TrainedModel trained = validated.Model;
            if (sql.Query("SELECT product FROM model_versions WHERE model = $1 AND bundle = $2",
                row => Parse(row.GetString(0)), model, trained.Bundle.Digest) is [ModelVersion known])
                return known;

            int latest = sql.Query("SELECT coalesce(max(version), 0) FROM model_versions WHERE model = $1", row => row.GetInt32(0), model)[0];
            ModelVersion version = new(model, latest + 1, trained.Bundle, trained.On(SplitName.Test));
            sql.Execute("INSERT INTO model_versions (model, version, bundle, product) VALUES ($1, $2, $3, $4)",
                model, version.Version, version.Bundle.Digest, JsonSerializer.Serialize<Product>(version, PlanJson.Compact));
            audit.Append(sql, "register", $"model {model}",
                JsonSerializer.Serialize(new { version.Version, Bundle = version.Bundle.Digest, version.Evaluation, validated.Gates }, PlanJson.Compact));
            return version;
        },
        cancellationToken);

    public Task<IReadOnlyList<ModelVersion>> ListAsync(string model, CancellationToken cancellationToken) => database.ReadAsync(
        sql => sql.Query("SELECT product FROM model_versions WHERE model = $1 ORDER BY version", row => Parse(row.GetString(0)), model), cancellationToken);

    private static ModelVersion Parse(string json) => (ModelVersion)ResultTables.ReadProduct(json);
}
