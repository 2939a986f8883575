using System.Text.Json;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs.Relational;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Registry;

/// <summary>The versions of models, with what was decided about each and on what evidence.</summary>
internal sealed class VersionTable(RelationalAuditLog audit)
{
    public static Task<IReadOnlyList<ModelVersion>> ListAsync(Statements sql, string model, CancellationToken cancellationToken) =>
        sql.QueryAsync("SELECT product FROM model_versions WHERE model = $1 ORDER BY version", row => Parse(row.GetString(0)), cancellationToken, model);

    public static async Task<RegisteredVersion?> FindAsync(Statements sql, string model, int version, CancellationToken cancellationToken)
    {
        IReadOnlyList<ModelAlias> aliases = await sql.QueryAsync("SELECT alias FROM aliases WHERE model = $1 AND version = $2 ORDER BY alias",
            row => Enum.Parse<ModelAlias>(row.GetString(0), ignoreCase: true), cancellationToken, model, (long)version);
        return (await sql.QueryAsync("SELECT product, state FROM model_versions WHERE model = $1 AND version = $2",
            row => new RegisteredVersion(Parse(row.GetString(0)), Enum.Parse<VersionState>(row.GetString(1)), [.. aliases]), cancellationToken, model, (long)version))
            .FirstOrDefault();
    }

    /// <exception cref="KeyNotFoundException">The model has no such version.</exception>
    public static async Task<RegisteredVersion> GetAsync(Statements sql, string model, int version, CancellationToken cancellationToken)
    {
        if (await FindAsync(sql, model, version, cancellationToken) is { } found)
            return found;
        int latest = await ReadLatestAsync(sql, model, cancellationToken);
        throw new KeyNotFoundException($"registry: the model '{model}' has no version {version}; "
            + (latest == 0 ? "it has none. Run its pipeline, which registers one." : $"it has 1 to {latest}. Name one of these."));
    }

    /// <summary>The version that a bundle is; a new one if it is none yet.</summary>
    public async Task<RegisteredVersion> AddAsync(Statements sql, RegistrationRequest request, CancellationToken cancellationToken)
    {
        (string model, TrainedModel trained) = (request.Model, request.Validated.Model);
        if (await sql.QueryAsync("SELECT version FROM model_versions WHERE model = $1 AND bundle = $2",
            row => row.GetInt32(0), cancellationToken, model, trained.Bundle.Digest) is [int known])
        {
            await DescribeAsync(sql, model, known, request.Card, cancellationToken);
            return await GetAsync(sql, model, known, cancellationToken);
        }

        ValidatedModel validated = request.Validated;
        ModelVersion version = new(model, await ReadLatestAsync(sql, model, cancellationToken) + 1, trained.Bundle, trained.On(Data.SplitName.Test));
        AuditEntry? entry = await audit.AppendAsync(sql, "register", $"model {model}",
            JsonSerializer.Serialize(
                new
                {
                    version.Version, Bundle = version.Bundle.Digest, version.Evaluation, validated.Gates, validated.Decision, validated.Comparisons, request.Card,
                    Validated = validated.ComputeFingerprint(),
                },
                PlanJson.Compact),
            cancellationToken);
        await sql.ExecuteAsync("""
            INSERT INTO model_versions (model, version, bundle, product, state, evidence, card, entry) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """, cancellationToken,
            model, (long)version.Version, version.Bundle.Digest, JsonSerializer.Serialize<Product>(version, PlanJson.Compact), nameof(VersionState.Registered),
            JsonSerializer.Serialize<Product>(validated, PlanJson.Compact), Write(request.Card), entry?.Sequence);
        return new RegisteredVersion(version, VersionState.Registered, []);
    }

    public static Task<int> SetStateAsync(Statements sql, string model, int version, VersionState state, CancellationToken cancellationToken) => sql.ExecuteAsync(
        "UPDATE model_versions SET state = $3 WHERE model = $1 AND version = $2", cancellationToken, model, (long)version, state.ToString());

    /// <summary>The evidence and the words of people; null for what was registered without.</summary>
    public static async Task<(ValidatedModel? Evidence, CardPlan? Card)> ReadEvidenceAsync(
        Statements sql, string model, int version, CancellationToken cancellationToken) =>
        (await sql.QueryAsync("SELECT evidence, card FROM model_versions WHERE model = $1 AND version = $2",
            row => (
                row.IsDBNull(0) ? null : (ValidatedModel)ResultTables.ReadProduct(row.GetString(0)),
                row.IsDBNull(1) ? null : JsonSerializer.Deserialize<CardPlan>(row.GetString(1), PlanJson.Compact)),
            cancellationToken, model, (long)version))[0];

    // The words may change while the model stays: that is an entry of its own.
    private async Task DescribeAsync(Statements sql, string model, int version, CardPlan? card, CancellationToken cancellationToken)
    {
        if (card is null || (await ReadEvidenceAsync(sql, model, version, cancellationToken)).Card == card)
            return;
        await sql.ExecuteAsync("UPDATE model_versions SET card = $3 WHERE model = $1 AND version = $2", cancellationToken, model, (long)version, Write(card));
        await audit.AppendAsync(sql, "describe", $"model {model}", JsonSerializer.Serialize(new { version, card }, PlanJson.Compact), cancellationToken);
    }

    private static string? Write(CardPlan? card) => card is null ? null : JsonSerializer.Serialize(card, PlanJson.Compact);

    private static async Task<int> ReadLatestAsync(Statements sql, string model, CancellationToken cancellationToken) =>
        (await sql.QueryAsync("SELECT coalesce(max(version), 0) FROM model_versions WHERE model = $1", row => row.GetInt32(0), cancellationToken, model))[0];

    private static ModelVersion Parse(string json) => (ModelVersion)ResultTables.ReadProduct(json);
}
