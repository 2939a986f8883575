using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>Which rows a request asks for, and how they are written.</summary>
/// <param name="Start">The first row, from 0.</param>
/// <param name="Count">How many at most.</param>
/// <param name="Int64Timestamps">Whether instants are whole microseconds instead of seconds with a fraction.</param>
internal sealed record RowPage(long Start, int Count, bool Int64Timestamps)
{
    // BigQuery's limit is 10 MB; a number of rows makes the same pages everywhere, and small ones find those who read one page only.
    private const int MaxRows = 2_000;

    public static RowPage Of(EmulatorRequest request)
    {
        long start = request.Parameter("pageToken") is { Length: > 0 } token
            ? token.StartsWith("row", StringComparison.Ordinal) && long.TryParse(token[3..], NumberStyles.None, CultureInfo.InvariantCulture, out long row)
                ? row
                : throw EmulatorException.Invalid($"Invalid value for pageToken: {token}")
            : Number(request, "startIndex") ?? 0;
        return new RowPage(start, (int)Math.Min(Number(request, "maxResults") ?? MaxRows, MaxRows), Flag(request));
    }

    /// <summary>Adds the rows, their number and the token of the next page.</summary>
    public void Write(JsonObject answer, WarehouseSession session, IReadOnlyList<Column> columns, string from, long total)
    {
        answer["totalRows"] = total.ToString(CultureInfo.InvariantCulture);
        if (Count == 0)
            return;
        string names = string.Join(", ", columns.Select(column => DuckText.Name(column.Name)));
        answer["rows"] = new JsonArray([.. session.Rows(string.Create(CultureInfo.InvariantCulture, $"SELECT {names} FROM {from} LIMIT {Count} OFFSET {Start}"))
            .Select(row => CellWriter.Row(columns, row, Int64Timestamps))]);
        if (Start + Count < total)
            answer["pageToken"] = string.Create(CultureInfo.InvariantCulture, $"row{Start + Count}");
    }

    private static bool Flag(EmulatorRequest request) =>
        string.Equals(request.Parameter("formatOptions.useInt64Timestamp"), "true", StringComparison.OrdinalIgnoreCase);

    private static long? Number(EmulatorRequest request, string name) => request.Parameter(name) switch
    {
        null or "" => null,
        { } text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw EmulatorException.Invalid($"Invalid value for {name}: {text}"),
    };
}
