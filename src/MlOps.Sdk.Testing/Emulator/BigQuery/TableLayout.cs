using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>How a table is partitioned and clustered.</summary>
/// <param name="Time">The partitioning by time, as BigQuery writes it.</param>
/// <param name="Range">The partitioning by a number, as BigQuery writes it.</param>
/// <param name="Clustering">The columns that it is clustered by.</param>
internal sealed record TableLayout(JsonObject? Time, JsonObject? Range, IReadOnlyList<string> Clustering)
{
    public bool IsEmpty => Time is null && Range is null && Clustering.Count == 0;

    /// <summary>The layout that a table or a job's configuration asks for.</summary>
    public static TableLayout Parse(JsonObject json, string path)
    {
        JsonObject? time = Shape.Object(json, "timePartitioning", path);
        JsonObject? range = Shape.Object(json, "rangePartitioning", path);
        if (time is not null && range is not null)
            throw EmulatorException.Invalid("Only one of timePartitioning and rangePartitioning should be specified.");
        return new TableLayout(
            time is null ? null : ParseTime(time, $"{path}.timePartitioning"),
            range is null ? null : ParseRange(range, $"{path}.rangePartitioning"),
            ParseClustering(Shape.Object(json, "clustering", path), $"{path}.clustering"));
    }

    /// <summary>Refuses a layout that these columns can't have.</summary>
    public void Check(IReadOnlyList<Column> columns)
    {
        if (Time?["field"]?.ToString() is { } timeField && Find(columns, timeField, "partitioning") is var time && (time.IsRepeated || time.Type is not ("DATE" or "TIMESTAMP" or "DATETIME")))
            throw EmulatorException.Invalid($"The field specified for partitioning must be of type DATE, TIMESTAMP or DATETIME, found: {time.Type} {timeField}.");
        string? type = Time?["type"]?.ToString();
        if (type == "HOUR" && Time?["field"]?.ToString() is { } hourField && Find(columns, hourField, "partitioning").Type == "DATE")
            throw EmulatorException.Invalid($"HOUR partitioning is not supported over DATE column {hourField}.");
        if (Range?["field"]?.ToString() is { } rangeField && Find(columns, rangeField, "partitioning") is { Type: not "INT64" } or { IsRepeated: true })
            throw EmulatorException.Invalid("The field specified for range partitioning must be an INTEGER.");
        foreach (string name in Clustering)
        {
            Column column = Find(columns, name, "clustering");
            if (column.IsRepeated || column.Type is "FLOAT64" or "STRUCT" or "BYTES" or "TIME")
                throw EmulatorException.Invalid($"Field {name} has type {(column.IsRepeated ? "ARRAY" : column.Type)}, which is not supported for clustering.");
        }
    }

    /// <summary>DuckDB's condition for rows of partitions whose time has run out; null if none does.</summary>
    public string? Expired(DateTimeOffset now)
    {
        if (Time?["expirationMs"] is not { } expiration || Time["field"]?.ToString() is not { } field)
            return null;
        string unit = Time["type"]!.ToString().ToLowerInvariant();
        string last = now.UtcDateTime.AddMilliseconds(-long.Parse(expiration.ToString(), CultureInfo.InvariantCulture))
            .ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        return $"date_trunc('{unit}', CAST({DuckText.Name(field)} AS TIMESTAMP)) <= TIMESTAMP '{last}'";
    }

    private static JsonObject ParseTime(JsonObject json, string path)
    {
        Shape.Check(json, path, ["type", "field", "expirationMs"], ["requirePartitionFilter"]);
        string type = Shape.RequiredText(json, "type", path);
        if (type is not ("DAY" or "HOUR" or "MONTH" or "YEAR"))
            throw EmulatorException.Invalid($"Invalid value at '{path}.type': {type}.");
        JsonObject time = new() { ["type"] = type };
        if (Shape.Text(json, "field") is { Length: > 0 } field)
            time["field"] = field;
        if (Shape.Number(json, "expirationMs") is { } expiration and > 0)
            time["expirationMs"] = expiration.ToString(CultureInfo.InvariantCulture);
        return time;
    }

    private static JsonObject ParseRange(JsonObject json, string path)
    {
        Shape.Check(json, path, ["field", "range"], []);
        JsonObject range = Shape.RequiredObject(json, "range", path);
        Shape.Check(range, $"{path}.range", ["start", "end", "interval"], []);
        (long start, long end, long interval) = (Shape.Number(range, "start") ?? 0, Shape.Number(range, "end") ?? 0, Shape.Number(range, "interval") ?? 0);
        if (interval <= 0 || start >= end || (end - start) / interval > 10_000)
            throw EmulatorException.Invalid($"Invalid range at '{path}.range': start {start}, end {end}, interval {interval}.");
        return new JsonObject
        {
            ["field"] = Shape.RequiredText(json, "field", path),
            ["range"] = new JsonObject
            {
                ["start"] = start.ToString(CultureInfo.InvariantCulture),
                ["end"] = end.ToString(CultureInfo.InvariantCulture),
                ["interval"] = interval.ToString(CultureInfo.InvariantCulture),
            },
        };
    }

    private static IReadOnlyList<string> ParseClustering(JsonObject? json, string path)
    {
        if (json is null)
            return [];
        Shape.Check(json, path, ["fields"], []);
        IReadOnlyList<string> fields = Shape.Texts(json, "fields", path);
        return fields.Count <= 4 ? fields : throw EmulatorException.Invalid($"Too many clustering fields: {fields.Count}, 4 at most.");
    }

    private static Column Find(IReadOnlyList<Column> columns, string name, string use) =>
        columns.FirstOrDefault(column => Column.Names.Equals(column.Name, name))
        ?? throw EmulatorException.Invalid($"The field specified for {use} cannot be found in the schema: {name}.");
}
