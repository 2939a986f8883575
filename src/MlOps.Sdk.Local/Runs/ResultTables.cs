using System.Text.Json;
using Microsoft.Data.Sqlite;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Runs;

/// <summary>The tables about what stages have made: results, lineage, parameters, metrics.</summary>
internal static class ResultTables
{
    public static void Write(StatementCache sql, StageResult result, StageLineage lineage)
    {
        string key = lineage.Key.Digest;
        sql.Execute("INSERT OR REPLACE INTO results (key, product, fingerprint, run_id, ingredients) VALUES ($1, $2, $3, $4, $5)",
            key, JsonSerializer.Serialize(result.Product, PlanJson.Compact), result.Fingerprint, result.RunId,
            JsonSerializer.Serialize(lineage.Key.Ingredients, PlanJson.Compact));
        for (int index = 0; index < lineage.Inputs.Count; index++)
            sql.Execute("INSERT OR REPLACE INTO lineage (key, position, input) VALUES ($1, $2, $3)", key, index, lineage.Inputs[index]);
        for (int index = 0; index < lineage.Parameters.Count; index++)
            sql.Execute("INSERT OR REPLACE INTO parameters (key, position, name, value) VALUES ($1, $2, $3, $4)",
                key, index, lineage.Parameters[index].Name, lineage.Parameters[index].Value);
        foreach (Evaluation evaluation in lineage.Evaluations)
        {
            foreach (Metric metric in evaluation.Metrics)
            {
                // SQLite has no NaN; a metric that isn't defined is null.
                sql.Execute("INSERT OR REPLACE INTO metrics (key, split, name, value, task, rows) VALUES ($1, $2, $3, $4, $5, $6)",
                    key, evaluation.Split, metric.Name, double.IsNaN(metric.Value) ? null : metric.Value, evaluation.Task.ToString(), evaluation.Rows);
            }
        }
    }

    public static Product ReadProduct(string json) => JsonSerializer.Deserialize<Product>(json, PlanJson.Compact)
        ?? throw new JsonException("The run store holds an empty product.");

    /// <param name="row">The columns key and ingredients.</param>
    public static StageKey ReadKey(SqliteDataReader row) =>
        new(row.GetString(0), JsonSerializer.Deserialize<ValueList<Ingredient>>(row.GetString(1), PlanJson.Compact) ?? []);

    public static IReadOnlyList<StageLineage> ReadLineage(StatementCache sql, string fingerprint) =>
    [
        .. sql.Query("SELECT key, ingredients FROM results WHERE fingerprint = $1 ORDER BY run_id, key", ReadKey, fingerprint)
            .Select(key => new StageLineage(key)
            {
                Inputs = sql.Query("SELECT input FROM lineage WHERE key = $1 ORDER BY position", row => row.GetString(0), key.Digest).ToValueList(),
                Parameters = sql.Query("SELECT name, value FROM parameters WHERE key = $1 ORDER BY position",
                    row => new Parameter(row.GetString(0), row.GetString(1)), key.Digest).ToValueList(),
                Evaluations = ReadEvaluations(sql, key.Digest).ToValueList(),
            }),
    ];

    private static IEnumerable<Evaluation> ReadEvaluations(StatementCache sql, string key) => sql
        .Query("SELECT split, name, value, task, rows FROM metrics WHERE key = $1 ORDER BY split, name",
            row => (Split: row.GetString(0), Metric: new Metric(row.GetString(1), row.IsDBNull(2) ? double.NaN : row.GetDouble(2)),
                Task: Enum.Parse<TaskKind>(row.GetString(3)), Rows: row.GetInt64(4)), key)
        .GroupBy(row => row.Split)
        .Select(split => new Evaluation(split.Key, split.First().Task, split.First().Rows, split.Select(row => row.Metric).ToValueList()));
}
