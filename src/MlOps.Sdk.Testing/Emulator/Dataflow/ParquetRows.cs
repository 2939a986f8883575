using System.Data.Common;
using System.Globalization;
using System.Text;
using DuckDB.NET.Data;

namespace MlOps.Sdk.Testing.Emulator.Dataflow;

/// <summary>Parquet files to lines of JSON for Python, and back; every value exactly.</summary>
internal static class ParquetRows
{
    /// <summary>Writes a line for each row, a list of its values, and gives the columns as Beam sees them.</summary>
    /// <exception cref="BeamFileException">A file isn't Parquet, or a column has a type that Beam has no rows for.</exception>
    public static IReadOnlyList<BeamField> Export(IReadOnlyList<string> files, string target, bool records)
    {
        using DuckDBConnection connection = Open();
        string source = $"read_parquet([{string.Join(", ", files.Select(Literal))}])";
        try
        {
            List<(string Name, string Type)> columns = [];
            using (DbCommand describe = Command(connection, $"DESCRIBE SELECT * FROM {source}"))
            using (DbDataReader reader = describe.ExecuteReader())
            {
                while (reader.Read())
                    columns.Add((reader.GetString(0), reader.GetString(1)));
            }

            // Nullable, because what writes Parquet files hardly ever says that a column isn't.
            BeamField[] fields = [.. columns.Select(column => new BeamField(column.Name, KindOf(column.Type, column.Name, records), true))];
            string values = string.Join(" || ',' || ", fields.Select(field => Encoded(field)));
            using DbCommand select = Command(connection, $"SELECT '[' || {values} || ']' FROM {source}");
            using DbDataReader rows = select.ExecuteReader();
            using StreamWriter lines = new(target, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
            while (rows.Read())
                lines.WriteLine(rows.GetString(0));
            return fields;
        }
        catch (DuckDBException exception)
        {
            throw new BeamFileException($"The Parquet files can't be read: {exception.Message}");
        }
    }

    /// <summary>Writes rows as so many files; gives them in their order.</summary>
    /// <exception cref="BeamFileException">A value doesn't fit its column's type.</exception>
    public static IReadOnlyList<string> Import(BeamWrite write, int shards)
    {
        using DuckDBConnection connection = Open();
        try
        {
            string columns = string.Join(", ", write.Fields.Select((field, i) => Decoded(
                string.Create(CultureInfo.InvariantCulture, $"line ->> '$[{i}]'"), field.Kind) + $" AS {Name(field.Name)}"));
            Execute(connection, $"CREATE TABLE rows AS SELECT {columns} FROM read_json({Literal(write.File)}, format = 'newline_delimited', records = 'false', columns = {{line: 'JSON'}})");
            List<string> files = [];
            for (int shard = 0; shard < shards; shard++)
            {
                string file = string.Create(CultureInfo.InvariantCulture, $"{write.File}-{shard}.parquet");
                long first = write.Rows * shard / shards, last = write.Rows * (shard + 1) / shards;
                Execute(connection, string.Create(
                    CultureInfo.InvariantCulture, $"COPY (SELECT * FROM rows WHERE rowid >= {first} AND rowid < {last}) TO {Literal(file)} (FORMAT parquet)"));
                files.Add(file);
            }

            return files;
        }
        catch (DuckDBException exception)
        {
            throw new BeamFileException($"The rows can't be written as Parquet: {exception.Message}");
        }
    }

    // What Beam's rows have of Arrow's types; it says nearly this of the others.
    private static string KindOf(string type, string name, bool records) => type switch
    {
        "BOOLEAN" => "boolean",
        "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" => "integer",
        "FLOAT" or "DOUBLE" => "number",
        "VARCHAR" => "string",
        "DATE" when records => "date",
        "TIMESTAMP" when records => "timestamp",
        "TIMESTAMP WITH TIME ZONE" when records => "instant",
        "BLOB" => throw new BeamFileException($"The emulator has no bytes, which the column '{name}' holds."),
        _ => throw new BeamFileException($"Unrecognized arrow type: DataType({ArrowType(type)}) of the column '{name}'. Beam's rows hold days and instants as whole numbers."),
    };

    private static string ArrowType(string type) => type switch
    {
        "DATE" => "date32[day]",
        "TIMESTAMP" => "timestamp[us]",
        "TIMESTAMP WITH TIME ZONE" => "timestamp[us, tz=UTC]",
        _ => type.ToLowerInvariant(),
    };

    private static string Encoded(BeamField field)
    {
        string name = Name(field.Name);
        return field.Kind switch
        {
            "string" => $"coalesce(CAST(to_json({name}) AS VARCHAR), 'null')",
            "number" => $"CASE WHEN {name} IS NULL THEN 'null' WHEN isnan({name}) THEN 'NaN' WHEN isinf({name}) THEN CASE WHEN {name} > 0 THEN 'Infinity' ELSE '-Infinity' END ELSE CAST(CAST({name} AS DOUBLE) AS VARCHAR) END",
            "date" => $"coalesce(CAST({name} - DATE '1970-01-01' AS VARCHAR), 'null')",
            "timestamp" or "instant" => $"coalesce(CAST(epoch_us({name}) AS VARCHAR), 'null')",
            _ => $"coalesce(CAST({name} AS VARCHAR), 'null')",
        };
    }

    private static string Decoded(string text, string kind) => kind switch
    {
        "boolean" => $"CAST({text} AS BOOLEAN)",
        "integer" => $"CAST({text} AS BIGINT)",
        "number" => $"CAST({text} AS DOUBLE)",
        "date" => $"DATE '1970-01-01' + CAST({text} AS INTEGER)",
        "timestamp" => $"make_timestamp(CAST({text} AS BIGINT))",
        "instant" => $"make_timestamptz(CAST({text} AS BIGINT))",
        _ => text,
    };

    private static DuckDBConnection Open()
    {
        DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        return connection;
    }

    private static DbCommand Command(DuckDBConnection connection, string sql)
    {
        DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using DbCommand command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    private static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
