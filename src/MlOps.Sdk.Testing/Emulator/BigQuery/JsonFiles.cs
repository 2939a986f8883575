using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>Reads files with an object of JSON a line.</summary>
internal static class JsonFiles
{
    private const int RowsAtOnce = 500;

    /// <summary>The columns, and DuckDB's query for the rows, which have been read by then.</summary>
    public static (IReadOnlyList<Column> Columns, string Sql) Read(
        WarehouseSession session,
        Warehouse warehouse,
        IReadOnlyList<string> paths,
        IReadOnlyList<Column> columns,
        bool ignoreUnknown,
        CancellationToken cancellationToken)
    {
        string table = warehouse.NewTable();
        session.Execute($"CREATE TEMP TABLE {table} ({string.Join(", ", columns.Select(column => $"{DuckText.Name(column.Name)} {DuckTypes.Of(column)}"))})");
        foreach (string path in paths)
        {
            long line = 0;
            foreach (string[] chunk in File.ReadLines(path).Where(text => text.Trim().Length > 0).Chunk(RowsAtOnce))
            {
                cancellationToken.ThrowIfCancellationRequested();
                session.Execute($"INSERT INTO {table} VALUES {string.Join(", ", chunk.Select(text => Row(columns, text, ++line, ignoreUnknown)))}");
            }
        }

        return (columns, $"SELECT * FROM {table}");
    }

    private static string Row(IReadOnlyList<Column> columns, string text, long line, bool ignoreUnknown)
    {
        try
        {
            return JsonLiteral.Row(columns, JsonNode.Parse(text) as JsonObject ?? throw EmulatorException.Invalid("not an object."), ignoreUnknown);
        }
        catch (Exception exception) when (exception is JsonException or EmulatorException { Reason: "invalid" })
        {
            throw EmulatorException.Invalid(string.Create(
                CultureInfo.InvariantCulture, $"Error while reading data, error message: JSON processing encountered too many errors, giving up. Row {line}: {exception.Message}"));
        }
    }
}
