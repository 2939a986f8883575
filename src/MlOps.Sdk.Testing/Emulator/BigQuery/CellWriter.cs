using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>Writes values as BigQuery's answers hold them: every scalar is text or null.</summary>
internal static class CellWriter
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static JsonObject Row(IReadOnlyList<Column> columns, IReadOnlyList<object?> values, bool int64Timestamps) => new()
    {
        ["f"] = new JsonArray([.. columns.Select((column, index) => Cell(column, values[index], int64Timestamps))]),
    };

    private static JsonObject Cell(Column column, object? value, bool int64Timestamps)
    {
        if (!column.IsRepeated)
            return new JsonObject { ["v"] = Value(column, value, int64Timestamps) };
        Column element = column with { Mode = "NULLABLE" };
        // A null array is an empty one.
        return new JsonObject
        {
            ["v"] = new JsonArray([.. (value as IEnumerable ?? Array.Empty<object?>()).Cast<object?>().Select(item => Cell(element, item, int64Timestamps))]),
        };
    }

    private static JsonNode? Value(Column column, object? value, bool int64Timestamps) => (column.Type, value) switch
    {
        (_, null or DBNull) => null,
        ("STRUCT", IDictionary fields) => new JsonObject
        {
            ["f"] = new JsonArray([.. column.Fields.Select(field => Cell(field, fields[field.Name], int64Timestamps))]),
        },
        ("TIMESTAMP", DateTime time) => Timestamp(time, int64Timestamps),
        _ => Text(value),
    };

    private static string Text(object value) => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        double number => Text(number),
        float number => Text(number),
        decimal number => Trimmed(number.ToString(Invariant)),
        DateOnly date => date.ToString("yyyy-MM-dd", Invariant),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFF", Invariant),
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF", Invariant),
        byte[] bytes => Convert.ToBase64String(bytes),
        Stream stream => Base64(stream),
        IFormattable other => other.ToString(null, Invariant),
        _ => throw new InvalidOperationException($"A value of type {value.GetType()} can't be written as BigQuery's."),
    };

    private static string Text(double number) =>
        double.IsNaN(number) ? "NaN"
        : double.IsInfinity(number) ? (number > 0 ? "Infinity" : "-Infinity")
        : number.ToString("R", Invariant) is var text && text.AsSpan().ContainsAny(".E") ? text : text + ".0";

    private static string Timestamp(DateTime time, bool int64Timestamps)
    {
        long microseconds = (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        // The older form has the precision of a double, and so little of it that every client should ask for the other one.
        return int64Timestamps ? microseconds.ToString(Invariant) : (microseconds / 1e6).ToString("0.0################E0", Invariant);
    }

    private static string Trimmed(string text) => text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;

    private static string Base64(Stream stream)
    {
        using MemoryStream buffer = new();
        stream.CopyTo(buffer);
        return Convert.ToBase64String(buffer.ToArray());
    }
}
