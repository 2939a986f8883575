using DuckDB.NET.Data;

namespace MlOps.Sdk.Data.Sources;

/// <summary>Appends rows of .NET values to a table of DuckDB, which spills what memory can't hold, and writes it to Parquet.</summary>
internal sealed class RowAppender : IDisposable
{
    private readonly DuckDbSession _session;
    private readonly Schema _schema;
    private readonly DuckDBAppender _appender;

    public RowAppender(DuckDbSession session, Schema schema)
    {
        _session = session;
        _schema = schema;
        string columns = string.Join(", ", schema.Columns.Select(column => $"{Sql.Name(column.Name)} {ColumnTypes.ToSql(column.Type)}"));
        session.Execute($"CREATE TEMP TABLE rows ({columns})");
        _appender = session.Connection.CreateAppender("temp", "main", "rows");
    }

    /// <summary>Appends a row; each value is null or of the type that <see cref="Algebra.ConstantNode.Value"/> lists.</summary>
    public void Append(object?[] values)
    {
        IDuckDBAppenderRow row = _appender.CreateRow();
        for (int index = 0; index < values.Length; index++)
        {
            _ = values[index] switch
            {
                null => row.AppendNullValue(),
                bool boolean => row.AppendValue(boolean),
                long integer => row.AppendValue(integer),
                double number => row.AppendValue(number),
                string text => row.AppendValue(text),
                DateOnly date => row.AppendValue(date),
                DateTime instant => row.AppendValue(instant),
                { } other => throw new InvalidOperationException($"'{_schema.Columns[index].Name}' can't hold a {other.GetType()}."),
            };
        }

        row.EndRow();
    }

    /// <summary>Writes the rows to a Parquet file.</summary>
    public Written Write(string path)
    {
        _appender.Close();
        return DuckDbParquet.Write(_session, "SELECT * FROM temp.main.rows", path);
    }

    public void Dispose() => _appender.Dispose();
}
