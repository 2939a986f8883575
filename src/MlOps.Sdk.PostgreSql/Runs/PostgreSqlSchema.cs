using System.Globalization;
using MlOps.Sdk.Runs.Relational;
using Npgsql;

namespace MlOps.Sdk.Runs;

/// <summary>How a schema of a PostgreSQL database is made a run store, and recognised as one; and the lock that lets one process write at a time.</summary>
internal static class PostgreSqlSchema
{
    public const int BusySeconds = 30;

    // Asked of the catalog's tables: the functions to_regclass and to_regnamespace may answer from before the lock was waited for.
    private const string HasSchema = "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = $1)";
    private const string HasTables = "SELECT EXISTS (SELECT FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = $1)";
    private const string HasStore = "SELECT EXISTS (SELECT FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = $1 AND relname = 'store')";

    private static readonly RunTables Tables =
        new("TEXT COLLATE \"C\"", "BIGINT", "DOUBLE PRECISION", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "");

    private static readonly string Create = $"""
        {Tables.First}
        ALTER TABLE runs ADD COLUMN root TEXT COLLATE "C";
        CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
        CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
        CREATE TABLE store (format BIGINT NOT NULL);
        INSERT INTO store (format) VALUES (1);
        {Upgrade}
        """;

    private static string Upgrade => $"""
        {Tables.Second}
        CREATE TABLE writers (writer TEXT COLLATE "C" PRIMARY KEY, token TEXT COLLATE "C" NOT NULL, time TIMESTAMPTZ NOT NULL);
        UPDATE store SET format = {RunTables.Format.ToString(CultureInfo.InvariantCulture)};
        """;

    /// <summary>Makes a schema that is absent or empty a run store, and one of an earlier format a present one; refuses what is something else or later.</summary>
    public static async Task PrepareAsync(NpgsqlConnection connection, string schema, string where, CancellationToken cancellationToken)
    {
        if (connection.PostgreSqlVersion.Major < 13)
            throw new RunStoreException($"{where}: the server is PostgreSQL {connection.PostgreSqlVersion}, and a run store needs 13 or later. Use a later server.");
        using Statements sql = new(connection, named: false);
        if (await ReadFormatAsync(sql, schema, where, cancellationToken) == RunTables.Format)
            return;

        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LockAsync(sql, schema, cancellationToken);
        // Another process may have been faster.
        if (await ReadFormatAsync(sql, schema, where, cancellationToken) is { } format)
        {
            if (format == RunTables.Format)
                return;
            await sql.ExecuteScriptAsync(Upgrade, cancellationToken);
        }
        else
        {
            await CreateAsync(sql, schema, where, cancellationToken);
        }

        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Waits until no other transaction writes to the run store.</summary>
    public static async Task LockAsync(Statements sql, string schema, CancellationToken cancellationToken)
    {
        // A process that stands still in the middle holds up the others for so long and no longer.
        await sql.QueryAsync("SELECT set_config('lock_timeout', $1, true), set_config('idle_in_transaction_session_timeout', $1, true)",
            row => row.GetString(0), cancellationToken, $"{BusySeconds.ToString(CultureInfo.InvariantCulture)}s");
        await sql.QueryAsync("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))::text", row => row.GetString(0), cancellationToken, $"MlOps.Sdk {schema}");
    }

    /// <summary>Notes in a writer's transaction which one that is; writers of which nothing was heard for a month are forgotten.</summary>
    public static async Task NoteWriteAsync(Statements sql, string writer, string token, CancellationToken cancellationToken)
    {
        int known = await sql.ExecuteAsync("UPDATE writers SET token = $2, time = now() WHERE writer = $1", cancellationToken, writer, token);
        if (known > 0)
            return;
        await sql.ExecuteAsync("DELETE FROM writers WHERE time < now() - INTERVAL '30 days'", cancellationToken);
        await sql.ExecuteAsync("INSERT INTO writers (writer, token, time) VALUES ($1, $2, now())", cancellationToken, writer, token);
    }

    /// <summary>Whether a writer's last transaction is that one.</summary>
    public static async Task<bool> HasWrittenAsync(Statements sql, string writer, string token, CancellationToken cancellationToken) =>
        (await sql.QueryAsync("SELECT count(*) FROM writers WHERE writer = $1 AND token = $2", row => row.GetInt64(0), cancellationToken, writer, token))[0] > 0;

    private static async Task CreateAsync(Statements sql, string schema, string where, CancellationToken cancellationToken)
    {
        if (!await IsAsync(sql, HasSchema, schema, cancellationToken))
            await sql.ExecuteScriptAsync($"CREATE SCHEMA {schema}", cancellationToken);
        else if (await IsAsync(sql, HasTables, schema, cancellationToken))
            throw new RunStoreException(
                $"{where}: the schema {schema} is not a run store, but holds another program's tables. Name another one in MlOps:PostgreSql:Schema.");
        await sql.ExecuteScriptAsync(Create, cancellationToken);
    }

    /// <summary>The store's format; null if there is none.</summary>
    private static async Task<long?> ReadFormatAsync(Statements sql, string schema, string where, CancellationToken cancellationToken)
    {
        if (!await IsAsync(sql, HasStore, schema, cancellationToken))
            return null;
        long format = (await sql.QueryAsync("SELECT format FROM store", row => row.GetInt64(0), cancellationToken))[0];
        return format is >= 1 and <= RunTables.Format
            ? format
            : throw new RunStoreException($"{where}: the run store in the schema {schema} has the format {format}, this package reads 1 to {RunTables.Format}. "
                + "Use the package version that wrote it, or a later one.");
    }

    private static async Task<bool> IsAsync(Statements sql, string question, string about, CancellationToken cancellationToken) =>
        (await sql.QueryAsync(question, row => row.GetBoolean(0), cancellationToken, about))[0];
}
