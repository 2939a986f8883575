using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>What a client may set of a table.</summary>
internal static class TableSettings
{
    private static readonly string[] Supported =
    [
        "tableReference", "schema", "timePartitioning", "rangePartitioning", "clustering", "labels", "description", "friendlyName", "expirationTime",
    ];
    private static readonly string[] Output =
    [
        "id", "etag", "kind", "selfLink", "creationTime", "lastModifiedTime", "type", "location", "numRows", "numBytes", "numLongTermBytes", "streamingBuffer",
        "numActiveLogicalBytes", "numLongTermLogicalBytes", "numTotalLogicalBytes", "numPartitions", "numPhysicalBytes", "numTimeTravelPhysicalBytes",
        "numActivePhysicalBytes", "numLongTermPhysicalBytes", "numTotalPhysicalBytes", "numCurrentPhysicalBytes", "snapshotDefinition", "cloneDefinition",
    ];
    private static readonly string[] Known =
    [
        "biglakeConfiguration", "defaultCollation", "defaultRoundingMode", "encryptionConfiguration", "externalCatalogTableOptions", "externalDataConfiguration",
        "managedTableType", "materializedView", "materializedViewStatus", "maxStaleness", "model", "partitionDefinition", "replicas", "requirePartitionFilter",
        "resourceTags", "restrictions", "tableConstraints", "tableReplicationInfo", "view",
    ];

    public static void Check(JsonObject json) => Shape.Check(json, "table", [.. Supported, .. Output], Known);

    /// <summary>The table with what a patch sets; what it leaves out stays.</summary>
    public static BigQueryTable Patch(BigQueryTable table, JsonObject json)
    {
        Check(json);
        TableLayout layout = table.Layout;
        if (json.ContainsKey("clustering"))
            layout = layout with { Clustering = TableLayout.Parse(json, "table").Clustering };
        if (json.ContainsKey("timePartitioning"))
        {
            JsonObject? time = TableLayout.Parse(json, "table").Time;
            if (time?["field"]?.ToString() != layout.Time?["field"]?.ToString() || time?["type"]?.ToString() != layout.Time?["type"]?.ToString())
                throw EmulatorException.Invalid("Cannot change partitioning spec of a table.");
            layout = layout with { Time = time };
        }

        BigQueryTable changed = table with
        {
            Columns = Shape.Object(json, "schema", "table") is { } schema ? Evolve(table, Column.ParseSchema(schema, "table.schema")) : table.Columns,
            Layout = layout,
            Labels = LabelSet.Patch(table.Labels, Shape.Object(json, "labels", "table")),
            Description = json.ContainsKey("description") ? Shape.Text(json, "description") : table.Description,
            FriendlyName = json.ContainsKey("friendlyName") ? Shape.Text(json, "friendlyName") : table.FriendlyName,
            ExpirationTime = json.ContainsKey("expirationTime") ? Shape.Number(json, "expirationTime") : table.ExpirationTime,
        };
        changed.Layout.Check(changed.Columns);
        return changed;
    }

    /// <summary>Columns may be added at the end if they may be null, and a REQUIRED one may be relaxed; nothing else changes.</summary>
    private static IReadOnlyList<Column> Evolve(BigQueryTable table, IReadOnlyList<Column> columns)
    {
        foreach (Column old in table.Columns)
        {
            Column? kept = columns.FirstOrDefault(column => Column.Names.Equals(column.Name, old.Name));
            if (kept is null)
                throw EmulatorException.Invalid($"Provided Schema does not match Table {table.Name}. Field {old.Name} is missing in new schema");
            if (!kept.HasTypeOf(old))
                throw EmulatorException.Invalid($"Provided Schema does not match Table {table.Name}. Field {old.Name} has changed type from {old.Type} to {kept.Type}");
            if (kept.Mode == "REQUIRED" && old.Mode != "REQUIRED")
                throw EmulatorException.Invalid($"Provided Schema does not match Table {table.Name}. Field {old.Name} has changed mode from NULLABLE to REQUIRED");
        }

        IReadOnlyList<Column> added = [.. columns.Where(column => !table.Columns.Any(old => Column.Names.Equals(old.Name, column.Name)))];
        return added.FirstOrDefault(column => column.Mode == "REQUIRED") is { } required
            ? throw EmulatorException.Invalid($"Provided Schema does not match Table {table.Name}. Cannot add required fields to an existing schema. (field: {required.Name})")
            : [.. table.Columns.Select(old => columns.First(column => Column.Names.Equals(column.Name, old.Name))), .. added];
    }
}
