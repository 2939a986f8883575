using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>BigQuery's types as DuckDB's, and back.</summary>
internal static class DuckTypes
{
    /// <summary>The type of the column's values in DuckDB.</summary>
    public static string Of(Column column)
    {
        string type = column.Type switch
        {
            "INT64" => "BIGINT",
            "FLOAT64" => "DOUBLE",
            "BOOL" => "BOOLEAN",
            "STRING" => "VARCHAR",
            "BYTES" => "BLOB",
            "DATE" => "DATE",
            "TIME" => "TIME",
            // An instant is stored in UTC without a zone: DuckDB's own instants depend on the session's zone in too many ways.
            "DATETIME" or "TIMESTAMP" => "TIMESTAMP",
            "NUMERIC" => "DECIMAL(38, 9)",
            "STRUCT" => $"STRUCT({string.Join(", ", column.Fields.Select(field => $"{DuckText.Name(field.Name)} {Of(field)}"))})",
            _ => throw Shape.NotEmulated($"type {column.Type}"),
        };
        return column.IsRepeated ? type + "[]" : type;
    }

    /// <summary>The column that has a type of DuckDB, as DESCRIBE writes it.</summary>
    public static Column ToColumn(string name, string type)
    {
        int at = 0;
        Column column = Read(name, type, ref at);
        return at == type.Length ? column : throw new InvalidOperationException($"DuckDB's type {type} of {name} can't be read at {at}.");
    }

    private static Column Read(string name, string type, ref int at)
    {
        Column column;
        if (type.AsSpan(at).StartsWith("STRUCT(", StringComparison.Ordinal))
        {
            at += "STRUCT(".Length;
            List<Column> fields = [];
            while (type[at] != ')')
            {
                if (type[at] == ',')
                    at += 2;
                string field = ReadName(type, ref at);
                at++;
                fields.Add(Read(field, type, ref at));
            }

            at++;
            column = new Column(name, "STRUCT", "NULLABLE", fields);
        }
        else
        {
            int start = at;
            int depth = 0;
            for (; at < type.Length && (depth > 0 || type[at] is not (',' or ')' or '[')); at++)
                depth += type[at] == '(' ? 1 : type[at] == ')' ? -1 : 0;
            column = new Column(name, Scalar(name, type[start..at]), "NULLABLE", []);
        }

        while (at < type.Length && type[at] == '[')
        {
            if (column.IsRepeated)
                throw new EmulatorException(400, "invalidQuery", $"Cannot construct array with element type ARRAY: {name}.");
            at = type.IndexOf(']', at) + 1;
            column = column with { Mode = "REPEATED" };
        }

        return column;
    }

    private static string ReadName(string type, ref int at)
    {
        int start = at;
        if (type[at] != '"')
        {
            at = type.IndexOf(' ', at);
            return type[start..at];
        }

        // A quote within is doubled.
        for (at++; type[at] != '"' || (at + 1 < type.Length && type[at + 1] == '"'); at++)
        {
            if (type[at] == '"')
                at++;
        }

        at++;
        return type[(start + 1)..(at - 1)].Replace("\"\"", "\"", StringComparison.Ordinal);
    }

    private static string Scalar(string name, string type) => type switch
    {
        "BIGINT" or "INTEGER" or "SMALLINT" or "TINYINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" or "HUGEINT" or "UHUGEINT" => "INT64",
        // A bare NULL is an INT64 in GoogleSQL.
        "\"NULL\"" or "NULL" => "INT64",
        "DOUBLE" or "FLOAT" => "FLOAT64",
        "BOOLEAN" => "BOOL",
        "VARCHAR" => "STRING",
        "BLOB" => "BYTES",
        "DATE" => "DATE",
        "TIME" => "TIME",
        "TIMESTAMP WITH TIME ZONE" => "TIMESTAMP",
        "TIMESTAMP" or "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" => "DATETIME",
        _ when type.StartsWith("DECIMAL(", StringComparison.Ordinal) => "NUMERIC",
        _ when type.StartsWith("ENUM(", StringComparison.Ordinal) => "STRING",
        _ => throw Shape.NotEmulated($"column {name} of DuckDB's type {type}"),
    };
}
