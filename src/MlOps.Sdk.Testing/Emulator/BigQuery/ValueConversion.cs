using System.Globalization;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>DuckDB's expressions that bring values of files into the form of tables, and back.</summary>
/// <remarks>In tables an instant has no zone and means UTC; in files of Parquet it has one.</remarks>
internal static class ValueConversion
{
    /// <summary>What is read from Parquet, as a column of a table.</summary>
    /// <param name="expression">The value of the file.</param>
    /// <param name="file">What it is in the file; an instant is a TIMESTAMP if it has a zone, else a DATETIME.</param>
    /// <param name="column">The column that it becomes.</param>
    public static string FromParquet(string expression, Column file, Column column) => Convert(expression, file, DuckTypes.Of(column), 0);

    /// <summary>A column of a table, as it is written to Parquet.</summary>
    public static string ToParquet(string expression, Column column) => Convert(expression, column, null, 0);

    private static string Convert(string value, Column source, string? type, int depth)
    {
        string converted = HasInstants(source) ? Zoned(value, source, depth) : value;
        return type is null ? converted : $"CAST({converted} AS {type})";
    }

    private static string Zoned(string value, Column source, int depth)
    {
        if (source.IsRepeated)
        {
            string item = string.Create(CultureInfo.InvariantCulture, $"x{depth}");
            return $"list_transform({value}, lambda {item}: {Zoned(item, source with { Mode = "NULLABLE" }, depth + 1)})";
        }

        return source.Type switch
        {
            "TIMESTAMP" => $"({value} AT TIME ZONE 'UTC')",
            "STRUCT" => $"CASE WHEN {value} IS NULL THEN NULL ELSE struct_pack({string.Join(", ", source.Fields.Select(field =>
                $"{DuckText.Name(field.Name)} := {Zoned($"{value}.{DuckText.Name(field.Name)}", field, depth)}"))}) END",
            _ => value,
        };
    }

    private static bool HasInstants(Column column) => column.Type == "TIMESTAMP" || column.Fields.Any(HasInstants);
}
