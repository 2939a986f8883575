using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>Reads files of CSV: columns by position, conversions as BigQuery makes them.</summary>
internal static class CsvFiles
{
    /// <summary>The columns, and DuckDB's query for the rows.</summary>
    public static (IReadOnlyList<Column> Columns, string Sql) Read(
        WarehouseSession session, IReadOnlyList<string> paths, IReadOnlyList<Column> columns, JsonObject load)
    {
        if (columns.FirstOrDefault(column => column.IsRepeated || column.Type == "STRUCT") is { } nested)
            throw EmulatorException.Invalid($"Cannot load CSV data with a nested or repeated schema. Field: {nested.Name}");
        if (Shape.Text(load, "encoding") is { Length: > 0 } encoding and not "UTF-8")
            throw Shape.NotEmulated($"encoding {encoding}");
        string? marker = Shape.Text(load, "nullMarker") is { Length: > 0 } given ? given : null;
        string delimiter = Shape.Text(load, "fieldDelimiter") switch { null or "" => ",", "\\t" or "tab" => "\t", { } text => text };
        string quote = Shape.Text(load, "quote") ?? "\"";
        string columnTypes = string.Join(", ", columns.Select(column => $"{DuckText.Literal(column.Name)}: 'VARCHAR'"));
        // A text that no file holds, so that DuckDB finds no nulls of its own.
        string from = $$"""
            read_csv({{DuckText.List(paths)}}, columns = { {{columnTypes}} }, header = false, skip = {{Shape.Number(load, "skipLeadingRows") ?? 0}},
              delim = {{DuckText.Literal(delimiter)}}, quote = {{DuckText.Literal(quote)}}, escape = {{DuckText.Literal(quote)}}, nullstr = '{{Guid.Empty}}', auto_detect = false)
            """;
        if (!Shape.Flag(load, "allowQuotedNewlines"))
        {
            string any = string.Join(" OR ", columns.Select(column => $"contains({DuckText.Name(column.Name)}, chr(10))"));
            if (Count(session, $"SELECT count(*) FROM {from} WHERE {any}") > 0)
                throw EmulatorException.Invalid("Error while reading data, error message: Error detected while parsing row: missing close quote character; allowQuotedNewlines is false.");
        }

        foreach (Column column in columns)
        {
            string bad = $"SELECT count(*) FROM (SELECT {DuckText.Name(column.Name)} AS given, {Value(column, marker, tries: true)} AS value FROM {from}) WHERE value IS NULL AND given {(marker is null ? (column.Type == "STRING" ? "IS NULL" : "<> ''") : $"<> {DuckText.Literal(marker)}")}";
            if (Count(session, bad) > 0)
                throw EmulatorException.Invalid($"Error while reading data, error message: Unable to parse; Could not parse a value as {column.Type} for field {column.Name}.");
        }

        return (columns, $"SELECT {string.Join(", ", columns.Select(column => $"{Value(column, marker, tries: false)} AS {DuckText.Name(column.Name)}"))} FROM {from}");
    }

    private static string Value(Column column, string? marker, bool tries)
    {
        string given = DuckText.Name(column.Name);
        string cast = tries ? "TRY_CAST" : "CAST";
        string converted = column.Type switch
        {
            "STRING" => given,
            "BYTES" => $"from_base64({given})",
            // With a zone or without, which means UTC.
            "TIMESTAMP" => $"({cast}(regexp_replace({given}, ' UTC$', '+00') AS TIMESTAMPTZ) AT TIME ZONE 'UTC')",
            _ => $"{cast}({given} AS {DuckTypes.Of(column)})",
        };
        // Nothing at all is null, but for text; with a marker only the marker is.
        return marker is not null ? $"CASE WHEN {given} = {DuckText.Literal(marker)} THEN NULL ELSE {converted} END"
            : column.Type == "STRING" ? converted
            : $"CASE WHEN {given} = '' THEN NULL ELSE {converted} END";
    }

    private static long Count(WarehouseSession session, string sql)
    {
        try
        {
            return session.Count(sql);
        }
        catch (EmulatorException exception) when (exception.Reason == "invalidQuery")
        {
            throw EmulatorException.Invalid($"Error while reading data, error message: {exception.Message}");
        }
    }
}
