using System.Data.Common;
using System.Text.Json;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Runs.Relational;

/// <summary>The tables about what stages have made: results, lineage, parameters, metrics.</summary>
internal static class ResultTables
{
    /// <summary>What the name of a note begins with that keeps a stage's evidence; the stage's name follows.</summary>
    public const string EvidenceOf = "evidence of ";

    public static async Task WriteAsync(Statements sql, StageResult result, StageLineage lineage, CancellationToken cancellationToken)
    {
        string key = lineage.Key.Digest;
        foreach (string table in (string[])["results", "lineage", "parameters", "metrics"])
            await sql.ExecuteAsync($"DELETE FROM {table} WHERE key = $1", cancellationToken, key);
        await sql.ExecuteAsync("INSERT INTO results (key, product, fingerprint, run_id, ingredients) VALUES ($1, $2, $3, $4, $5)", cancellationToken,
            key, JsonSerializer.Serialize(result.Product, PlanJson.Compact), result.Fingerprint, result.RunId,
            JsonSerializer.Serialize(lineage.Key.Ingredients, PlanJson.Compact));
        for (int index = 0; index < lineage.Inputs.Count; index++)
        {
            await sql.ExecuteAsync("INSERT INTO lineage (key, position, input) VALUES ($1, $2, $3)", cancellationToken,
                key, (long)index, lineage.Inputs[index]);
        }

        for (int index = 0; index < lineage.Parameters.Count; index++)
        {
            await sql.ExecuteAsync("INSERT INTO parameters (key, position, name, value) VALUES ($1, $2, $3, $4)", cancellationToken,
                key, (long)index, lineage.Parameters[index].Name, lineage.Parameters[index].Value);
        }

        foreach (Evaluation evaluation in lineage.Evaluations)
        {
            foreach (Metric metric in evaluation.Metrics)
            {
                // SQLite has no NaN; a metric that isn't defined is null.
                await sql.ExecuteAsync("INSERT INTO metrics (key, split, name, value, task, rows) VALUES ($1, $2, $3, $4, $5, $6)", cancellationToken,
                    key, evaluation.Split, metric.Name, double.IsNaN(metric.Value) ? null : metric.Value, evaluation.Task.ToString(), evaluation.Rows);
            }
        }
    }

    /// <summary>Keeps what a stage found out before it failed as a note of the run; a result would be taken for what was made.</summary>
    public static Task<int> WriteEvidenceAsync(Statements sql, string runId, StageRun stage, CancellationToken cancellationToken) =>
        WriteNoteAsync(sql, runId, EvidenceOf + stage.Name, JsonSerializer.Serialize(stage.Evidence, PlanJson.Compact), cancellationToken);

    /// <summary>Writes a note, over the one of that name if there is one.</summary>
    public static Task<int> WriteNoteAsync(Statements sql, string key, string name, string value, CancellationToken cancellationToken) => sql.ExecuteAsync(
        "INSERT INTO notes (key, name, value) VALUES ($1, $2, $3) ON CONFLICT (key, name) DO UPDATE SET value = excluded.value", cancellationToken, key, name, value);

    public static Product ReadProduct(string json) => JsonSerializer.Deserialize<Product>(json, PlanJson.Compact)
        ?? throw new JsonException("The run store holds an empty product.");

    /// <param name="row">The columns key and ingredients.</param>
    public static StageKey ReadKey(DbDataReader row) =>
        new(row.GetString(0), JsonSerializer.Deserialize<ValueList<Ingredient>>(row.GetString(1), PlanJson.Compact) ?? []);

    public static async Task<IReadOnlyList<StageLineage>> ReadLineageAsync(Statements sql, string fingerprint, CancellationToken cancellationToken)
    {
        List<StageLineage> lineages = [];
        foreach (StageKey key in await sql.QueryAsync(
            "SELECT key, ingredients FROM results WHERE fingerprint = $1 ORDER BY run_id, key", ReadKey, cancellationToken, fingerprint))
        {
            lineages.Add(new StageLineage(key)
            {
                Inputs = (await sql.QueryAsync("SELECT input FROM lineage WHERE key = $1 ORDER BY position",
                    row => row.GetString(0), cancellationToken, key.Digest)).ToValueList(),
                Parameters = (await sql.QueryAsync("SELECT name, value FROM parameters WHERE key = $1 ORDER BY position",
                    row => new Parameter(row.GetString(0), row.GetString(1)), cancellationToken, key.Digest)).ToValueList(),
                Evaluations = await ReadEvaluationsAsync(sql, key.Digest, cancellationToken),
            });
        }

        return lineages;
    }

    private static async Task<ValueList<Evaluation>> ReadEvaluationsAsync(Statements sql, string key, CancellationToken cancellationToken) =>
        (await sql.QueryAsync("SELECT split, name, value, task, rows FROM metrics WHERE key = $1 ORDER BY split, name",
            row => (Split: row.GetString(0), Metric: new Metric(row.GetString(1), row.IsDBNull(2) ? double.NaN : row.GetDouble(2)),
                Task: Enum.Parse<TaskKind>(row.GetString(3)), Rows: row.GetInt64(4)), cancellationToken, key))
        .GroupBy(row => row.Split)
        .Select(split => new Evaluation(split.Key, split.First().Task, split.First().Rows, split.Select(row => row.Metric).ToValueList()))
        .ToValueList();
}
