using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace MlOps.Sdk.Clients;

/// <summary>Reads rows page by page, and cells by the types of their columns.</summary>
internal static class BigQueryRowReader
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static async IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync(
        BigQuerySchema schema,
        BigQueryPage first,
        Func<string, CancellationToken, Task<BigQueryPage>> next,
        CancellationToken ofCall,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(ofCall, cancellationToken);
        for (BigQueryPage? page = first; page is not null;)
        {
            foreach (JsonElement row in page.Rows ?? [])
                yield return Record(schema.Fields, row);
            page = string.IsNullOrEmpty(page.PageToken) ? null : await next(page.PageToken, both.Token);
        }
    }

    private static object?[] Record(IReadOnlyList<BigQueryField> fields, JsonElement record)
    {
        object?[] values = new object?[fields.Count];
        int index = 0;
        foreach (JsonElement cell in record.GetProperty("f").EnumerateArray())
        {
            values[index] = Cell(fields[index], cell.GetProperty("v"));
            index++;
        }

        return values;
    }

    private static object? Cell(BigQueryField field, JsonElement value)
    {
        if (field.Mode != "REPEATED")
            return Value(field, value);
        // A null array comes as an empty one.
        return value.ValueKind == JsonValueKind.Null ? [] : value.EnumerateArray().Select(item => Value(field, item.GetProperty("v"))).ToArray();
    }

    private static object? Value(BigQueryField field, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        if (field.SqlType == "STRUCT")
            return Record(field.Fields ?? [], value);
        string text = value.GetString()!;
        return field.SqlType switch
        {
            "INT64" => long.Parse(text, NumberStyles.AllowLeadingSign, Invariant),
            "FLOAT64" => Double(text),
            "BOOL" => text.ToUpperInvariant() is "TRUE" or "T" or "1",
            "DATE" => DateOnly.ParseExact(text, "yyyy-MM-dd", Invariant),
            "TIME" => TimeOnly.Parse(text, Invariant),
            "DATETIME" => DateTime.Parse(text, Invariant, DateTimeStyles.None),
            "TIMESTAMP" => DateTime.UnixEpoch.AddTicks(long.Parse(text, NumberStyles.AllowLeadingSign, Invariant) * TimeSpan.TicksPerMicrosecond),
            "BYTES" => Convert.FromBase64String(text),
            "NUMERIC" => decimal.Parse(text, NumberStyles.Float, Invariant),
            _ => text,
        };
    }

    private static double Double(string text) => text.ToUpperInvariant() switch
    {
        "NAN" => double.NaN,
        "INFINITY" or "INF" or "+INFINITY" or "+INF" => double.PositiveInfinity,
        "-INFINITY" or "-INF" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, Invariant),
    };
}
