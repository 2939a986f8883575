using System.Globalization;
using DuckDB.NET.Data;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>A connection of one request or job; cancellation interrupts what it runs.</summary>
internal sealed class WarehouseSession : IDisposable
{
    private readonly DuckDBConnection _connection;
    private readonly CancellationToken _cancellationToken;

    public WarehouseSession(DuckDBConnection connection, CancellationToken cancellationToken)
    {
        _connection = connection;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Interrupts what is run.</summary>
    public CancellationToken CancellationToken => _cancellationToken;

    /// <summary>Runs a statement.</summary>
    /// <returns>The rows that it changed.</returns>
    public long Execute(string sql) => Run(sql, command => command.ExecuteNonQuery());

    /// <summary>The one value of a query.</summary>
    public long Count(string sql) => Run(sql, command => Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture));

    /// <summary>The rows of a query.</summary>
    public IReadOnlyList<object?[]> Rows(string sql) => Run(sql, command =>
    {
        using DuckDBDataReader reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read())
        {
            object?[] row = new object?[reader.FieldCount];
            for (int index = 0; index < row.Length; index++)
                row[index] = reader.IsDBNull(index) ? null : reader.GetValue(index);
            rows.Add(row);
        }

        return rows;
    });

    /// <summary>The columns that something to read from has, in BigQuery's types.</summary>
    /// <param name="sql">A query.</param>
    public IReadOnlyList<Column> Describe(string sql) =>
        [.. Rows($"DESCRIBE {sql}").Select(row => DuckTypes.ToColumn((string)row[0]!, (string)row[1]!))];

    public void Dispose() => _connection.Dispose();

    private T Run<T>(string sql, Func<DuckDBCommand, T> run)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        using CancellationTokenRegistration interruption = _cancellationToken.Register(command.Cancel);
        try
        {
            return run(command);
        }
        catch (DuckDBException) when (_cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(_cancellationToken);
        }
        catch (DuckDBException exception)
        {
            throw new EmulatorException(400, "invalidQuery", exception.Message);
        }
    }
}
