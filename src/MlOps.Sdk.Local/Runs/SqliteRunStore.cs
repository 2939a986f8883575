using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Runs;

/// <summary>Keeps runs in SQLite; each method is one transaction.</summary>
internal sealed class SqliteRunStore(RunDatabase database) : IRunStore
{
    public Task BeginAsync(RunRecord run, CancellationToken cancellationToken) => database.WriteAsync(
        sql => sql.Execute(
            "INSERT INTO runs (id, pipeline, state, started, seconds, plan, environment) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            run.Id, run.Pipeline, run.State.ToString(), Text(run.Started), run.Duration?.TotalSeconds, run.Plan, run.Environment),
        cancellationToken);

    public Task FinishAsync(string runId, RunState state, TimeSpan? duration, CancellationToken cancellationToken) => database.WriteAsync(
        sql => sql.Execute(
            "UPDATE runs SET state = $2, seconds = $3 WHERE id = $1 AND state = 'Running'", runId, state.ToString(), duration?.TotalSeconds),
        cancellationToken);

    public Task RecordAsync(string runId, StageRun stage, StageResult? result, StageLineage? lineage, CancellationToken cancellationToken) =>
        database.WriteAsync(
            sql =>
            {
                if (result is not null && lineage is not null)
                    ResultTables.Write(sql, result, lineage);
                return sql.Execute("""
                    INSERT INTO stage_runs (run_id, pipeline, stage, outcome, platform, key, started, seconds, attempts, reasons, error)
                    VALUES ($1, (SELECT pipeline FROM runs WHERE id = $1), $2, $3, $4, $5, $6, $7, $8, $9, $10)
                    """,
                    runId, stage.Name, stage.Outcome.ToString(), stage.Platform, stage.Key, Text(stage.Started), stage.Duration.TotalSeconds,
                    stage.Attempts, JsonSerializer.Serialize(stage.Reasons, PlanJson.Compact), stage.Error);
            },
            cancellationToken);

    public Task<StageResult?> FindAsync(string key, CancellationToken cancellationToken) => database.ReadAsync(
        sql => sql.Query("SELECT product, fingerprint, run_id FROM results WHERE key = $1",
            row => new StageResult(ResultTables.ReadProduct(row.GetString(0)), row.GetString(1), row.GetString(2)), key).FirstOrDefault(),
        cancellationToken);

    public Task<StageKey?> FindPreviousKeyAsync(string pipeline, string stage, CancellationToken cancellationToken) => database.ReadAsync(
        sql => sql.Query("""
            SELECT results.key, results.ingredients
            FROM stage_runs JOIN results ON results.key = stage_runs.key
            WHERE stage_runs.pipeline = $1 AND stage_runs.stage = $2 AND stage_runs.outcome IN ('Executed', 'Reused')
            ORDER BY stage_runs.position DESC LIMIT 1
            """, ResultTables.ReadKey, pipeline, stage).FirstOrDefault(),
        cancellationToken);

    public Task<IReadOnlyList<StageLineage>> FindLineageAsync(string fingerprint, CancellationToken cancellationToken) =>
        database.ReadAsync(sql => ResultTables.ReadLineage(sql, fingerprint), cancellationToken);

    public Task<IReadOnlyList<RunRecord>> ListAsync(string? pipeline, int limit, CancellationToken cancellationToken) => database.ReadAsync(
        sql => sql.Query("""
            SELECT id, pipeline, state, started, seconds, plan, environment FROM runs WHERE $1 IS NULL OR pipeline = $1 ORDER BY id DESC LIMIT $2
            """,
            row => new RunRecord(row.GetString(0), row.GetString(1), Enum.Parse<RunState>(row.GetString(2)), ReadTime(row, 3),
                row.IsDBNull(4) ? null : TimeSpan.FromSeconds(row.GetDouble(4)), row.GetString(5), row.GetString(6)),
            pipeline, limit),
        cancellationToken);

    public Task<IReadOnlyList<string>> ListUnfinishedAsync(CancellationToken cancellationToken) => database.ReadAsync(
        sql => sql.Query("SELECT id FROM runs WHERE state = 'Running'", row => row.GetString(0)), cancellationToken);

    public Task<IReadOnlyList<StageRun>> ListStagesAsync(string runId, CancellationToken cancellationToken) => database.ReadAsync(
        sql => sql.Query("""
            SELECT stage, outcome, platform, stage_runs.key, started, seconds, attempts, reasons, error, product
            FROM stage_runs LEFT JOIN results ON results.key = stage_runs.key AND outcome IN ('Executed', 'Reused')
            WHERE stage_runs.run_id = $1 ORDER BY position
            """,
            row => new StageRun(row.GetString(0), Enum.Parse<StageOutcome>(row.GetString(1)))
            {
                Platform = row.GetString(2),
                Key = row.IsDBNull(3) ? null : row.GetString(3),
                Started = ReadTime(row, 4),
                Duration = TimeSpan.FromSeconds(row.GetDouble(5)),
                Attempts = row.GetInt32(6),
                Reasons = JsonSerializer.Deserialize<ValueList<string>>(row.GetString(7), PlanJson.Compact) ?? [],
                Error = row.IsDBNull(8) ? null : row.GetString(8),
                Product = row.IsDBNull(9) ? null : ResultTables.ReadProduct(row.GetString(9)),
            },
            runId),
        cancellationToken);

    public Task<string?> ReadNoteAsync(string key, string name, CancellationToken cancellationToken) => database.ReadAsync(
        sql => sql.Query("SELECT value FROM notes WHERE key = $1 AND name = $2", row => row.GetString(0), key, name).FirstOrDefault(), cancellationToken);

    public Task WriteNoteAsync(string key, string name, string value, CancellationToken cancellationToken) => database.WriteAsync(
        sql => sql.Execute("INSERT OR REPLACE INTO notes (key, name, value) VALUES ($1, $2, $3)", key, name, value), cancellationToken);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset ReadTime(SqliteDataReader row, int column) =>
        DateTimeOffset.Parse(row.GetString(column), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
