using System.Globalization;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>The bytes that BigQuery counts, and bills, for values.</summary>
internal static class TableSize
{
    /// <summary>The size of these columns of all rows.</summary>
    public static long Of(WarehouseSession session, IEnumerable<Column> columns, string from)
    {
        string sizes = string.Join(" + ", columns.Select(column => $"coalesce(sum({Of(column, DuckText.Name(column.Name))}), 0)"));
        return sizes.Length == 0 ? 0 : session.Count($"SELECT CAST({sizes} AS BIGINT) FROM {from}");
    }

    private static string Of(Column column, string value)
    {
        if (column.IsRepeated)
            return $"list_sum(list_transform({value}, lambda x: {Of(column with { Mode = "NULLABLE" }, "x")}))";
        string size = column.Type switch
        {
            "BOOL" => "1",
            "STRING" => $"2 + strlen({value})",
            "BYTES" => $"2 + octet_length({value})",
            "NUMERIC" => "16",
            "STRUCT" => string.Join(" + ", column.Fields.Select(field => $"coalesce({Of(field, $"{value}.{DuckText.Name(field.Name)}")}, 0)")),
            _ => 8.ToString(CultureInfo.InvariantCulture),
        };
        return $"CASE WHEN {value} IS NULL THEN 0 ELSE {size} END";
    }
}
