using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra.Engines;

/// <summary>Rows as GoogleSQL writes them, and as Google's engine answers.</summary>
internal static class GoogleSqlRows
{
    /// <summary>A table as an expression.</summary>
    public static string Of(Table table)
    {
        string columns = string.Join(", ", table.Schema.Columns.Select(column => $"{GoogleSqlText.Identifier(column.Name)} {GoogleSqlText.TypeName(column.Type)}"));
        string rows = string.Join(", ", table.Rows.Select(row =>
            $"({string.Join(", ", row.Select((value, i) => GoogleSqlDialect.Scalar(TestValue.Constant(value, table.Schema.Columns[i].Type))))})"));

        // An array of no rows is more than the emulator can take.
        return table.Rows.Count > 0
            ? $"(SELECT * FROM UNNEST(ARRAY<STRUCT<{columns}>>[{rows}]))"
            : $"(SELECT * FROM UNNEST(ARRAY<STRUCT<{columns}>>[({string.Join(", ", table.Schema.Columns.Select(_ => "NULL"))})]) WHERE FALSE)";
    }

    public static IEnumerable<object?[]> Read(JsonNode answer, Schema schema) => (answer["rows"]?.AsArray() ?? [])
        .Select(row => row!.AsArray().Select((value, i) => Decoded(value, schema.Columns[i].Type)).ToArray());

    public static object? Decoded(JsonNode? value, DataType type) => value is null ? null : type switch
    {
        DataType.Boolean => (bool)value,
        DataType.Int64 => long.Parse((string)value!, CultureInfo.InvariantCulture),
        DataType.Double => value.GetValueKind() == System.Text.Json.JsonValueKind.String
            ? double.Parse((string)value!, CultureInfo.InvariantCulture)
            : double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture),
        DataType.String => (string)value!,
        DataType.Date => DateOnly.ParseExact((string)value!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => DateTime.Parse((string)value!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal),
    };
}
