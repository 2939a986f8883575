using System.Globalization;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>A table as it is at one moment: its columns and settings, and the table of DuckDB that holds its rows.</summary>
internal sealed record BigQueryTable(TableName Name, IReadOnlyList<Column> Columns, string DuckDb)
{
    public required string Created { get; init; }

    public required string Modified { get; init; }

    public required string Etag { get; init; }

    public string? Description { get; init; }

    public string? FriendlyName { get; init; }

    public JsonObject Labels { get; init; } = [];

    /// <summary>When it ends, in milliseconds since 1970.</summary>
    public long? ExpirationTime { get; init; }

    public TableLayout Layout { get; init; } = new(null, null, []);

    public JsonObject ToJson(string address, string location, long rows, long bytes) => Shape.Compact(new JsonObject
    {
        ["kind"] = "bigquery#table",
        ["etag"] = Etag,
        ["id"] = Name.ToString(),
        ["selfLink"] = $"{address}/bigquery/v2/projects/{Name.Project}/datasets/{Name.Dataset}/tables/{Name.Table}",
        ["tableReference"] = Name.ToJson(),
        ["type"] = "TABLE",
        ["location"] = location,
        ["schema"] = Columns.Count > 0 ? Column.ToSchema(Columns) : null,
        ["numRows"] = rows.ToString(CultureInfo.InvariantCulture),
        ["numBytes"] = bytes.ToString(CultureInfo.InvariantCulture),
        ["numLongTermBytes"] = "0",
        ["creationTime"] = Created,
        // Milliseconds too, but the only one of BigQuery's times that is an unsigned number.
        ["lastModifiedTime"] = Modified,
        ["expirationTime"] = ExpirationTime?.ToString(CultureInfo.InvariantCulture),
        ["description"] = Description,
        ["friendlyName"] = FriendlyName,
        ["labels"] = Labels.Count > 0 ? Labels.DeepClone() : null,
        ["timePartitioning"] = Layout.Time?.DeepClone(),
        ["rangePartitioning"] = Layout.Range?.DeepClone(),
        ["clustering"] = Layout.Clustering.Count > 0 ? new JsonObject { ["fields"] = new JsonArray([.. Layout.Clustering]) } : null,
    });
}
