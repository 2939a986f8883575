using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Runs.Relational;

/// <summary>Keeps runs in a relational database; each method is one transaction.</summary>
internal class RelationalRunStore(RunDatabase database) : IRunStore
{
    private const string SelectRuns = "SELECT id, pipeline, state, started, seconds, plan, environment FROM runs";

    // What a stage has made, in whatever run.
    private const string SelectPrevious = """
        SELECT product, fingerprint, results.run_id, pruned
        FROM stage_runs JOIN results ON results.key = stage_runs.key
        WHERE stage_runs.pipeline = $1 AND stage_runs.stage = $2 AND stage_runs.outcome IN ('Executed', 'Reused')
        """;

    public Task BeginAsync(RunRecord run, CancellationToken cancellationToken) =>
        database.WriteAsync(sql => BeginAsync(sql, run, cancellationToken), cancellationToken);

    public Task FinishAsync(string runId, RunState state, TimeSpan? duration, CancellationToken cancellationToken) => database.WriteAsync(
        sql => sql.ExecuteAsync("UPDATE runs SET state = $2, seconds = $3 WHERE id = $1 AND state = 'Running'", cancellationToken,
            runId, state.ToString(), duration?.TotalSeconds),
        cancellationToken);

    public Task RecordAsync(string runId, StageRun stage, StageResult? result, StageLineage? lineage, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async sql =>
            {
                if (result is not null && lineage is not null)
                    await ResultTables.WriteAsync(sql, result, lineage, cancellationToken);
                else if (stage.Outcome == StageOutcome.Reused)
                    await sql.ExecuteAsync("UPDATE results SET pruned = NULL WHERE key = $1 AND pruned IS NOT NULL", cancellationToken, stage.Key);
                if (stage.Evidence is not null)
                    await ResultTables.WriteEvidenceAsync(sql, runId, stage, cancellationToken);
                return await sql.ExecuteAsync("""
                    INSERT INTO stage_runs (run_id, pipeline, stage, outcome, platform, key, started, seconds, attempts, reasons, error)
                    VALUES ($1, (SELECT pipeline FROM runs WHERE id = $1), $2, $3, $4, $5, $6, $7, $8, $9, $10)
                    """, cancellationToken,
                    runId, stage.Name, stage.Outcome.ToString(), stage.Platform, stage.Key, Text(stage.Started), stage.Duration.TotalSeconds,
                    (long)stage.Attempts, JsonSerializer.Serialize(stage.Reasons, PlanJson.Compact), stage.Error is { } error ? StoredText.Of(error) : null);
            },
            cancellationToken);

    public Task<StageResult?> FindAsync(string key, CancellationToken cancellationToken) => database.ReadAsync(
        async sql => (await sql.QueryAsync("SELECT product, fingerprint, run_id, pruned FROM results WHERE key = $1",
            ReadResult, cancellationToken, key)).FirstOrDefault(),
        cancellationToken);

    public Task<StageKey?> FindPreviousKeyAsync(string pipeline, string stage, CancellationToken cancellationToken) => database.ReadAsync(
        async sql => (await sql.QueryAsync("""
            SELECT results.key, results.ingredients
            FROM stage_runs JOIN results ON results.key = stage_runs.key
            WHERE stage_runs.pipeline = $1 AND stage_runs.stage = $2 AND stage_runs.outcome IN ('Executed', 'Reused')
            ORDER BY stage_runs.position DESC LIMIT 1
            """, ResultTables.ReadKey, cancellationToken, pipeline, stage)).FirstOrDefault(),
        cancellationToken);

    public Task<StageResult?> FindPreviousAsync(string pipeline, string stage, string exceptKey, CancellationToken cancellationToken) => database.ReadAsync(
        async sql => (await sql.QueryAsync($"""
            {SelectPrevious} AND stage_runs.key <> $3
            ORDER BY stage_runs.position DESC LIMIT 1
            """, ReadResult, cancellationToken, pipeline, stage, exceptKey)).FirstOrDefault(),
        cancellationToken);

    public Task<StageResult?> FindPreviousToAsync(string runId, string pipeline, string stage, string exceptKey, CancellationToken cancellationToken) => database.ReadAsync(
        async sql => (await sql.QueryAsync($"""
            {SelectPrevious} AND stage_runs.key <> $3
                AND stage_runs.position < (SELECT min(position) FROM stage_runs WHERE run_id = $4 AND stage = $2)
            ORDER BY stage_runs.position DESC LIMIT 1
            """, ReadResult, cancellationToken, pipeline, stage, exceptKey, runId)).FirstOrDefault(),
        cancellationToken);

    public Task<RunReferences> ReadReferencesAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(sql => ReferenceTables.ReadAsync(sql, cancellationToken), cancellationToken);

    public Task MarkPrunedAsync(IReadOnlyList<string> keys, DateTimeOffset time, CancellationToken cancellationToken) => database.WriteAsync(
        async sql =>
        {
            foreach (string key in keys)
                await sql.ExecuteAsync("UPDATE results SET pruned = $2 WHERE key = $1", cancellationToken, key, Text(time));
            return true;
        },
        cancellationToken);

    public Task<IReadOnlyList<StageLineage>> FindLineageAsync(string fingerprint, CancellationToken cancellationToken) =>
        database.ReadAsync(sql => ResultTables.ReadLineageAsync(sql, fingerprint, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<RunRecord>> ListAsync(string? pipeline, int limit, CancellationToken cancellationToken) => database.ReadAsync(
        sql => sql.QueryAsync($"""
            {SelectRuns}
            WHERE CAST($1 AS TEXT) IS NULL OR pipeline = $1 ORDER BY id DESC LIMIT $2
            """,
            ReadRun,
            cancellationToken, pipeline, (long)limit),
        cancellationToken);

    public Task<RunRecord?> FindRunAsync(string runId, CancellationToken cancellationToken) => database.ReadAsync(
        async sql => (await sql.QueryAsync(
            $"{SelectRuns} WHERE id = $1", ReadRun, cancellationToken, runId)).FirstOrDefault(),
        cancellationToken);

    public Task<RunRecord?> FindRunBeforeAsync(string runId, CancellationToken cancellationToken) => database.ReadAsync(
        async sql => (await sql.QueryAsync($"""
            {SelectRuns}
            WHERE pipeline = (SELECT pipeline FROM runs WHERE id = $1) AND id < $1 ORDER BY id DESC LIMIT 1
            """, ReadRun, cancellationToken, runId)).FirstOrDefault(),
        cancellationToken);

    public virtual Task<IReadOnlyList<string>> ListUnfinishedAsync(CancellationToken cancellationToken) => database.ReadAsync(
        sql => sql.QueryAsync("SELECT id FROM runs WHERE state = 'Running'", row => row.GetString(0), cancellationToken), cancellationToken);

    public Task<IReadOnlyList<StageRun>> ListStagesAsync(string runId, CancellationToken cancellationToken) => database.ReadAsync(
        sql => sql.QueryAsync($"""
            SELECT stage, outcome, platform, stage_runs.key, started, seconds, attempts, reasons, error, product, notes.value
            FROM stage_runs LEFT JOIN results ON results.key = stage_runs.key AND outcome IN ('Executed', 'Reused')
                LEFT JOIN notes ON outcome = 'Failed' AND notes.key = stage_runs.run_id AND notes.name = '{ResultTables.EvidenceOf}' || stage
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
                Evidence = row.IsDBNull(10) ? null : ResultTables.ReadProduct(row.GetString(10)),
            },
            cancellationToken, runId),
        cancellationToken);

    public Task<string?> ReadNoteAsync(string key, string name, CancellationToken cancellationToken) => database.ReadAsync(
        async sql => (await sql.QueryAsync("SELECT value FROM notes WHERE key = $1 AND name = $2",
            row => row.GetString(0), cancellationToken, key, name)).FirstOrDefault(),
        cancellationToken);

    public Task WriteNoteAsync(string key, string name, string value, CancellationToken cancellationToken) => database.WriteAsync(
        sql => ResultTables.WriteNoteAsync(sql, key, name, value, cancellationToken), cancellationToken);

    protected virtual Task<int> BeginAsync(Statements sql, RunRecord run, CancellationToken cancellationToken) => sql.ExecuteAsync(
        "INSERT INTO runs (id, pipeline, state, started, seconds, plan, environment) VALUES ($1, $2, $3, $4, $5, $6, $7)", cancellationToken,
        run.Id, run.Pipeline, run.State.ToString(), Text(run.Started), run.Duration?.TotalSeconds, run.Plan, run.Environment);

    private static RunRecord ReadRun(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), Enum.Parse<RunState>(row.GetString(2)), ReadTime(row, 3),
        row.IsDBNull(4) ? null : TimeSpan.FromSeconds(row.GetDouble(4)), row.GetString(5), row.GetString(6));

    private static StageResult ReadResult(DbDataReader row) => new(ResultTables.ReadProduct(row.GetString(0)), row.GetString(1), row.GetString(2))
    {
        Pruned = row.IsDBNull(3) ? null : ReadTime(row, 3),
    };

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset ReadTime(DbDataReader row, int column) =>
        DateTimeOffset.Parse(row.GetString(column), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
