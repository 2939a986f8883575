using System.Globalization;

namespace MlOps.Sdk.Runs;

/// <summary>The tables of the run store, and how a file is recognised as one.</summary>
internal static class RunSchema
{
    public const int BusySeconds = 30;
    public const string Remedy = "Move it away, or restore a backup: artifacts are kept, only the knowledge of earlier runs and models is in this file.";

    private const int Version = 1;

    // "MlOp"
    private const int ApplicationId = 0x4D6C4F70;

    private static readonly string Create = $"""
        CREATE TABLE runs (
            id TEXT PRIMARY KEY, pipeline TEXT NOT NULL, state TEXT NOT NULL, started TEXT NOT NULL, seconds REAL, plan TEXT NOT NULL, environment TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX runs_unfinished ON runs (id) WHERE state = 'Running';
        CREATE TABLE stage_runs (
            position INTEGER PRIMARY KEY, run_id TEXT NOT NULL, pipeline TEXT NOT NULL, stage TEXT NOT NULL, outcome TEXT NOT NULL, platform TEXT NOT NULL,
            key TEXT, started TEXT NOT NULL, seconds REAL NOT NULL, attempts INTEGER NOT NULL, reasons TEXT NOT NULL, error TEXT
        );
        CREATE INDEX stage_runs_by_run ON stage_runs (run_id);
        CREATE INDEX stage_runs_with_product ON stage_runs (pipeline, stage, position) WHERE outcome IN ('Executed', 'Reused');
        CREATE TABLE results (
            key TEXT PRIMARY KEY, product TEXT NOT NULL, fingerprint TEXT NOT NULL, run_id TEXT NOT NULL, ingredients TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX results_by_fingerprint ON results (fingerprint);
        CREATE TABLE lineage (key TEXT NOT NULL, position INTEGER NOT NULL, input TEXT NOT NULL, PRIMARY KEY (key, position)) WITHOUT ROWID;
        CREATE TABLE parameters (key TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (key, position)) WITHOUT ROWID;
        CREATE TABLE metrics (
            key TEXT NOT NULL, split TEXT NOT NULL, name TEXT NOT NULL, value REAL, task TEXT NOT NULL, rows INTEGER NOT NULL, PRIMARY KEY (key, split, name)
        ) WITHOUT ROWID;
        CREATE TABLE notes (key TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (key, name)) WITHOUT ROWID;
        CREATE TABLE model_versions (
            model TEXT NOT NULL, version INTEGER NOT NULL, bundle TEXT NOT NULL, product TEXT NOT NULL, PRIMARY KEY (model, version), UNIQUE (model, bundle)
        ) WITHOUT ROWID;
        CREATE TABLE audit (
            sequence INTEGER PRIMARY KEY, time TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL,
            previous_hash TEXT NOT NULL, hash TEXT NOT NULL
        );
        CREATE INDEX audit_by_subject ON audit (subject, sequence);
        CREATE TRIGGER audit_is_not_updated BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
        CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
        PRAGMA application_id = {ApplicationId.ToString(CultureInfo.InvariantCulture)};
        PRAGMA user_version = {Version.ToString(CultureInfo.InvariantCulture)};
        """;

    /// <summary>Makes a new file a run store; refuses one that is something else or later.</summary>
    public static void Prepare(StatementCache statements, string path)
    {
        statements.ExecuteScript($"PRAGMA busy_timeout = {(BusySeconds * 1000).ToString(CultureInfo.InvariantCulture)};");
        if (!IsEmpty(statements))
            Check(statements, path);
        statements.ExecuteScript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");

        statements.Execute("BEGIN IMMEDIATE");
        // Another process may have been faster.
        if (IsEmpty(statements))
            statements.ExecuteScript(Create);
        else
            Check(statements, path);
        statements.Execute("COMMIT");
    }

    private static bool IsEmpty(StatementCache statements) => statements.Query("SELECT count(*) FROM sqlite_master", row => row.GetInt64(0))[0] == 0;

    private static void Check(StatementCache statements, string path)
    {
        if (statements.Query("PRAGMA application_id", row => row.GetInt64(0))[0] != ApplicationId)
            throw new RunStoreException($"{path}: this is not a run store, but another program's SQLite database. {Remedy}");
        long version = statements.Query("PRAGMA user_version", row => row.GetInt64(0))[0];
        if (version != Version)
            throw new RunStoreException(
                $"{path}: the run store has the format {version}, this package reads {Version}. Use the package version that wrote it, or a later one.");
    }
}
