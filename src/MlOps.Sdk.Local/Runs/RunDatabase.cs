using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace MlOps.Sdk.Runs;

/// <summary>The SQLite file <c>runs.db</c> below the root: opened by the first use, written to by one thread at a time, shared with other processes.</summary>
internal sealed class RunDatabase(IOptions<MlOpsOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly string _path = Path.Combine(Path.GetFullPath(options.Value.Root), "runs.db");
    private SqliteConnection? _connection;
    private StatementCache? _statements;

    /// <summary>Reads.</summary>
    public Task<T> ReadAsync<T>(Func<StatementCache, T> work, CancellationToken cancellationToken) => UseAsync(work, cancellationToken);

    /// <summary>Reads and writes in one transaction that no other process's writes come between.</summary>
    public Task<T> WriteAsync<T>(Func<StatementCache, T> work, CancellationToken cancellationToken) => UseAsync(
        statements =>
        {
            statements.Execute("BEGIN IMMEDIATE");
            try
            {
                T result = work(statements);
                statements.Execute("COMMIT");
                return result;
            }
            catch
            {
                // An error such as a full disk has rolled back already, and then there is nothing to roll back.
                if (statements.IsInTransaction)
                    statements.Execute("ROLLBACK");
                throw;
            }
        },
        cancellationToken);

    public void Dispose()
    {
        _statements?.Dispose();
        if (_connection is not null)
        {
            _connection.Dispose();
            SqliteConnection.ClearPool(_connection);
        }

        _turn.Dispose();
    }

    private async Task<T> UseAsync<T>(Func<StatementCache, T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return work(_statements ??= Open());
        }
        catch (SqliteException exception)
        {
            throw Explain(exception);
        }
        finally
        {
            _turn.Release();
        }
    }

    private StatementCache Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            StatementCache statements = new(connection);
            RunSchema.Prepare(statements, _path);
            _connection = connection;
            return statements;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private RunStoreException Explain(SqliteException exception) => exception.SqliteErrorCode switch
    {
        26 => new RunStoreException($"{_path}: this is not a run store (SQLite: {exception.Message}). {RunSchema.Remedy}", exception),
        11 => new RunStoreException($"{_path}: the run store is damaged (SQLite: {exception.Message}). {RunSchema.Remedy}", exception),
        5 or 6 => new RunStoreException(
            $"{_path}: another process has kept the run store locked for {RunSchema.BusySeconds} s (SQLite: {exception.Message}). End that process, and run again.",
            exception),
        13 => new RunStoreException($"{_path}: the disk is full (SQLite: {exception.Message}). Free some space, and run again: what was finished is kept.", exception),
        _ => new RunStoreException($"{_path}: the run store can't be used (SQLite error {exception.SqliteErrorCode}: {exception.Message}). "
            + "See to it that the file and its folder can be written to.", exception),
    };
}
