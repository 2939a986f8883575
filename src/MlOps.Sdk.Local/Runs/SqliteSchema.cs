using System.Globalization;
using MlOps.Sdk.Runs.Relational;

namespace MlOps.Sdk.Runs;

/// <summary>How a SQLite file is made a run store, and recognised as one.</summary>
internal static class SqliteSchema
{
    public const int BusySeconds = 30;
    public const string Remedy = "Move it away, or restore a backup: artifacts are kept, only the knowledge of earlier runs and models is in this file.";

    // "MlOp"
    private const int ApplicationId = 0x4D6C4F70;

    private static readonly RunTables Tables = new("TEXT", "INTEGER", "REAL", "INTEGER PRIMARY KEY", " WITHOUT ROWID");

    private static readonly string Create = $"""
        {Tables.First}
        CREATE TRIGGER audit_is_not_updated BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
        CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
        PRAGMA application_id = {ApplicationId.ToString(CultureInfo.InvariantCulture)};
        {Upgrade}
        """;

    private static string Upgrade => $"{Tables.Second} PRAGMA user_version = {RunTables.Format.ToString(CultureInfo.InvariantCulture)};";

    /// <summary>Makes a new file a run store, and one of an earlier format a present one; refuses what is something else or later.</summary>
    public static async Task PrepareAsync(Statements statements, string path)
    {
        await statements.ExecuteScriptAsync($"PRAGMA busy_timeout = {(BusySeconds * 1000).ToString(CultureInfo.InvariantCulture)};", CancellationToken.None);
        if (!await IsEmptyAsync(statements))
            await CheckAsync(statements, path);
        await statements.ExecuteScriptAsync("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;", CancellationToken.None);

        await statements.ExecuteAsync("BEGIN IMMEDIATE", CancellationToken.None);
        // Another process may have been faster.
        if (await IsEmptyAsync(statements))
            await statements.ExecuteScriptAsync(Create, CancellationToken.None);
        else if (await CheckAsync(statements, path) < RunTables.Format)
            await statements.ExecuteScriptAsync(Upgrade, CancellationToken.None);
        await statements.ExecuteAsync("COMMIT", CancellationToken.None);
    }

    private static async Task<bool> IsEmptyAsync(Statements statements) => await ReadAsync(statements, "SELECT count(*) FROM sqlite_master") == 0;

    /// <summary>The store's format.</summary>
    private static async Task<long> CheckAsync(Statements statements, string path)
    {
        if (await ReadAsync(statements, "PRAGMA application_id") != ApplicationId)
            throw new RunStoreException($"{path}: this is not a run store, but another program's SQLite database. {Remedy}");
        long format = await ReadAsync(statements, "PRAGMA user_version");
        return format is >= 1 and <= RunTables.Format
            ? format
            : throw new RunStoreException($"{path}: the run store has the format {format}, this package reads 1 to {RunTables.Format}. "
                + "Use the package version that wrote it, or a later one.");
    }

    private static async Task<long> ReadAsync(Statements statements, string sql) =>
        (await statements.QueryAsync(sql, row => row.GetInt64(0), CancellationToken.None))[0];
}
