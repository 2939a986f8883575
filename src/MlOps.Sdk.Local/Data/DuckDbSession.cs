using System.Globalization;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace MlOps.Sdk.Data;

/// <summary>DuckDB as one operation sees it: a connection of its own.</summary>
internal sealed class DuckDbSession(DuckDBConnection connection, CancellationToken cancellationToken) : IDisposable
{
    public DuckDBConnection Connection => connection;

    public void Execute(string sql)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The rows of a small result, in DuckDB.NET's own types.</summary>
    public List<object?[]> Query(string sql)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using DuckDBDataReader reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read())
            rows.Add(RowOf(reader));
        return rows;
    }

    /// <summary>Hands on the rows of a result of any size, in blocks of so many.</summary>
    public void Stream(string sql, int blockRows, Action<List<object?[]>> use)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.UseStreamingMode = true;
        using DuckDBDataReader reader = command.ExecuteReader();
        List<object?[]> rows = new(blockRows);
        while (reader.Read())
        {
            rows.Add(RowOf(reader));
            if (rows.Count < blockRows)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            use(rows);
            rows = new(blockRows);
        }

        if (rows.Count > 0)
            use(rows);
    }

    public long Count(string sql) => Convert.ToInt64(Query(sql)[0][0], CultureInfo.InvariantCulture);

    public void Interrupt() => NativeMethods.Startup.DuckDBInterrupt(connection.NativeConnection);

    public void ReportProgress(IProgress<double> progress)
    {
        double percentage = connection.GetQueryProgress().Percentage;
        if (percentage is > 0 and <= 100)
            progress.Report(percentage / 100);
    }

    private static object?[] RowOf(DuckDBDataReader reader)
    {
        object?[] row = new object?[reader.FieldCount];
        for (int column = 0; column < row.Length; column++)
            row[column] = reader.IsDBNull(column) ? null : reader.GetValue(column);
        return row;
    }

    public void Dispose() => connection.Dispose();
}
