using System.Globalization;
using System.Numerics;
using DuckDB.NET.Data;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>Rows in Parquet files, written and read by DuckDB without any of the code under test.</summary>
internal static class ParquetRows
{
    public static void Write(string path, Schema schema, IEnumerable<object?[]> rows)
    {
        using DuckDBConnection connection = Open();
        Execute(connection, $"CREATE TABLE rows ({string.Join(", ", schema.Columns.Select(column =>
            $"{Name(column.Name)} {Sql(column.Type)}{(column.Nullable ? "" : " NOT NULL")}"))})");
        using (DuckDBAppender appender = connection.CreateAppender("rows"))
        {
            foreach (object?[] values in rows)
            {
                IDuckDBAppenderRow row = appender.CreateRow();
                for (int index = 0; index < values.Length; index++)
                    Append(row, values[index]);
                row.EndRow();
            }
        }

        Execute(connection, $"COPY rows TO {Text(path)} (FORMAT parquet)");
    }

    public static IReadOnlyList<object?[]> Read(IReadOnlyList<string> paths, Schema schema)
    {
        if (paths.Count == 0)
            return [];
        using DuckDBConnection connection = Open();
        string files = $"read_parquet([{string.Join(", ", paths.Select(File))}], hive_partitioning = false)";
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT column_name FROM (DESCRIBE SELECT * FROM {files})";
        List<string> names = [.. Rows(command).Select(row => (string)row[0]!)];
        if (!names.SequenceEqual(schema.Columns.Select(column => column.Name)))
            throw new InvalidDataException($"The files have the columns {string.Join(", ", names)}, the dataset says {schema}.");
        command.CommandText = $"SELECT {string.Join(", ", schema.Columns.Select(column => $"CAST({Name(column.Name)} AS {Sql(column.Type)})"))} FROM {files}";
        return [.. Rows(command).Select(row => row.Select((value, index) => Normalize(value, schema.Columns[index].Type)).ToArray())];
    }

    private static DuckDBConnection Open()
    {
        DuckDBConnection connection = new("Data Source=:memory:");
        connection.Open();
        Execute(connection, "SET threads = 1; SET TimeZone = 'UTC'");
        return connection;
    }

    private static void Append(IDuckDBAppenderRow row, object? value) => _ = value switch
    {
        null => row.AppendNullValue(),
        bool flag => row.AppendValue(flag),
        long number => row.AppendValue(number),
        double number => row.AppendValue(number),
        string text => row.AppendValue(text),
        DateOnly day => row.AppendValue((DateOnly?)day),
        DateTime instant => row.AppendValue(instant),
        _ => throw new ArgumentException($"{value.GetType().Name} is not a type of values: bool, long, double, string, DateOnly and DateTime are."),
    };

    private static List<object?[]> Rows(DuckDBCommand command)
    {
        using DuckDBDataReader reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(index => reader.IsDBNull(index) ? null : reader.GetValue(index))]);
        return rows;
    }

    private static object? Normalize(object? value, DataType type) => (value, type) switch
    {
        (null, _) => null,
        (BigInteger integer, DataType.Int64) => (long)integer,
        (_, DataType.Int64) => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        (DateTime instant, DataType.Date) => DateOnly.FromDateTime(instant),
        (DateTime instant, DataType.Timestamp) => DateTime.SpecifyKind(instant, DateTimeKind.Utc),
        _ => value,
    };

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Sql(DataType type) => type switch
    {
        DataType.Boolean => "BOOLEAN",
        DataType.Int64 => "BIGINT",
        DataType.Double => "DOUBLE",
        DataType.String => "VARCHAR",
        DataType.Date => "DATE",
        _ => "TIMESTAMP",
    };

    private static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    // A path may hold what would be a glob.
    private static string File(string path) => Text(path
        .Replace("[", "[[]", StringComparison.Ordinal).Replace("*", "[*]", StringComparison.Ordinal).Replace("?", "[?]", StringComparison.Ordinal));
}
