using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>Rows that come as JSON, as literals of DuckDB.</summary>
internal static class JsonLiteral
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>A row in parentheses, in the order of the columns.</summary>
    /// <exception cref="EmulatorException">It lacks what is REQUIRED, holds what no column is for, or a value of another type.</exception>
    public static string Row(IReadOnlyList<Column> columns, JsonObject row, bool ignoreUnknown) => $"({string.Join(", ", Values(columns, row, ignoreUnknown, ""))})";

    private static IEnumerable<string> Values(IReadOnlyList<Column> columns, JsonObject row, bool ignoreUnknown, string path)
    {
        Dictionary<string, JsonNode?> given = new(Column.Names);
        foreach ((string name, JsonNode? value) in row)
        {
            if (!ignoreUnknown && !columns.Any(column => Column.Names.Equals(column.Name, name)))
                throw EmulatorException.Invalid($"no such field: {path}{name}.");
            given[name] = value;
        }

        return columns.Select(column => Value(column, given.GetValueOrDefault(column.Name), ignoreUnknown, path + column.Name));
    }

    private static string Value(Column column, JsonNode? value, bool ignoreUnknown, string path)
    {
        if (column.IsRepeated)
        {
            Column element = column with { Mode = "REQUIRED" };
            return value switch
            {
                null => $"CAST([] AS {DuckTypes.Of(column)})",
                JsonArray items => $"CAST([{string.Join(", ", items.Select(item => Value(element, item, ignoreUnknown, path)))}] AS {DuckTypes.Of(column)})",
                _ => throw EmulatorException.Invalid($"Array specified for non-repeated field or a value for a repeated one: {path}."),
            };
        }

        if (value is null)
        {
            return column.Mode == "REQUIRED"
                ? throw EmulatorException.Invalid($"Missing required field: {path}.")
                : $"CAST(NULL AS {DuckTypes.Of(column)})";
        }

        if (column.Type == "STRUCT")
        {
            JsonObject fields = value as JsonObject ?? throw EmulatorException.Invalid($"This field: {path} is not a record.");
            return $"struct_pack({string.Join(", ", column.Fields.Zip(Values(column.Fields, fields, ignoreUnknown, path + "."), (field, text) => $"{DuckText.Name(field.Name)} := {text}"))})";
        }

        JsonValue scalar = value as JsonValue ?? throw EmulatorException.Invalid($"This field: {path} is not a scalar.");
        string given = scalar.GetValueKind() == JsonValueKind.String ? scalar.GetValue<string>() : scalar.ToJsonString();
        return ScalarLiteral.Of(column.Type, given)
            ?? throw EmulatorException.Invalid($"Could not convert value '{given}' to {column.Type}. Field: {path}.");
    }
}
