using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using MlOps.Sdk.Runs.Relational;

namespace MlOps.Sdk.Runs;

/// <summary>The SQLite file <c>runs.db</c> below the root: opened by the first use, used by one thread at a time, shared with other processes.</summary>
internal sealed class SqliteDatabase(IOptions<MlOpsOptions> options) : RunDatabase, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly string _path = Path.Combine(Path.GetFullPath(options.Value.Root), "runs.db");
    private SqliteConnection? _connection;
    private Statements? _statements;

    public override string Backup => "runs.db";

    public override async Task<T> ReadAsync<T>(Func<Statements, Task<T>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await work(_statements ??= await OpenAsync());
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

    public override Task<T> WriteAsync<T>(Func<Statements, Task<T>> work, CancellationToken cancellationToken) => ReadAsync(
        async statements =>
        {
            await statements.ExecuteAsync("BEGIN IMMEDIATE", CancellationToken.None);
            try
            {
                T result = await work(statements);
                await statements.ExecuteAsync("COMMIT", CancellationToken.None);
                return result;
            }
            catch
            {
                // An error such as a full disk has rolled back already, and then there is nothing to roll back.
                if (SQLitePCL.raw.sqlite3_get_autocommit(_connection!.Handle) == 0)
                    await statements.ExecuteAsync("ROLLBACK", CancellationToken.None);
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

    private async Task<Statements> OpenAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Statements statements = new(connection, named: true);
            await SqliteSchema.PrepareAsync(statements, _path);
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
        26 => new RunStoreException($"{_path}: this is not a run store (SQLite: {exception.Message}). {SqliteSchema.Remedy}", exception),
        11 => new RunStoreException($"{_path}: the run store is damaged (SQLite: {exception.Message}). {SqliteSchema.Remedy}", exception),
        5 or 6 => new RunStoreException(
            $"{_path}: another process has kept the run store locked for {SqliteSchema.BusySeconds} s (SQLite: {exception.Message}). End that process, and run again.",
            exception),
        13 => new RunStoreException($"{_path}: the disk is full (SQLite: {exception.Message}). Free some space, and run again: what was finished is kept.", exception),
        _ => new RunStoreException($"{_path}: the run store can't be used (SQLite error {exception.SqliteErrorCode}: {exception.Message}). "
            + "See to it that the file and its folder can be written to.", exception),
    };
}
