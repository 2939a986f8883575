using System.Net.Sockets;
using Npgsql;

namespace MlOps.Sdk.Runs;

/// <summary>What a failure of PostgreSQL means: whether it passes by itself, and what to do if not.</summary>
internal sealed class PostgreSqlFailure(string where, string? user)
{
    private const string Key = "MlOps:PostgreSql:ConnectionString";

    // Npgsql has no name for it.
    private const string IdleInTransaction = "25P03";

    public static bool IsOne(Exception exception) => exception is NpgsqlException or SocketException or TimeoutException or IOException;

    /// <param name="exception">What Npgsql has thrown.</param>
    /// <param name="reached">Whether the server was reached before; a first connection that is refused is more likely a wrong address.</param>
    public static bool MayPass(Exception exception, bool reached) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections } => true,
        PostgresException { SqlState: var state } => reached
            && (state is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.SerializationFailure
                    or PostgresErrorCodes.DeadlockDetected or IdleInTransaction
                || state.StartsWith("08", StringComparison.Ordinal)),
        NpgsqlException npgsql => reached && npgsql.InnerException is SocketException or TimeoutException or IOException,
        _ => reached,
    };

    public RunStoreException Explain(Exception exception, bool reached, TimeSpan waited)
    {
        string words = exception.Message.TrimEnd('.');
        return new RunStoreException($"{where}: " + exception switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
                $"the server doesn't let the user '{user}' in ({words}). Set the right user and password in {Key}, or the password in the variable PGPASSWORD.",
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
                $"there is no such database ({words}). Create it with CREATE DATABASE, or name another one in {Key}.",
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
                $"the user '{user}' may not do what a run store needs ({words}). Grant CREATE on the database, or on the schema if it is there already.",
            PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } =>
                $"another process has kept the run store locked for {PostgreSqlSchema.BusySeconds} s ({words}). End that process, and run again.",
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
                $"the disk of the server is full ({words}). Free some space, and run again: what was finished is kept.",
            PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn } =>
                $"the run store's tables are damaged ({words}). Restore a backup, or name another schema in MlOps:PostgreSql:Schema.",
            _ when MayPass(exception, reached: true) && reached =>
                $"the server went away and wasn't back within {waited.TotalSeconds:0} s ({words}). See to it that it runs, and run again: what was finished is kept.",
            _ when MayPass(exception, reached: true) =>
                $"the server can't be reached ({words}). See to it that it runs, and that {Key} names its host and port.",
            _ => $"the run store can't be used ({words}). See to it that {Key} fits the server.",
        }, exception);
    }
}
