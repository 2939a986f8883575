using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>What a client can set of a dataset.</summary>
internal sealed record DatasetSettings
{
    private static readonly string[] Supported =
        ["datasetReference", "location", "description", "friendlyName", "labels", "defaultTableExpirationMs"];

    // What BigQuery sets itself and ignores in requests, and what the emulator doesn't do.
    private static readonly string[] Output =
        ["id", "etag", "kind", "selfLink", "creationTime", "lastModifiedTime", "type", "access", "satisfiesPzi", "satisfiesPzs", "restrictions", "tags"];
    private static readonly string[] Known =
    [
        "defaultCollation", "defaultEncryptionConfiguration", "defaultPartitionExpirationMs", "defaultRoundingMode", "externalCatalogDatasetOptions",
        "externalDatasetReference", "isCaseInsensitive", "linkedDatasetMetadata", "linkedDatasetSource", "maxTimeTravelHours", "resourceTags", "storageBillingModel",
    ];

    public string? Description { get; init; }

    public string? FriendlyName { get; init; }

    public JsonObject Labels { get; init; } = [];

    public long? DefaultTableExpirationMs { get; init; }

    /// <summary>The settings with what a request sets; what it leaves out stays.</summary>
    public DatasetSettings With(JsonObject json)
    {
        Shape.Check(json, "dataset", [.. Supported, .. Output], Known);
        return this with
        {
            Description = json.ContainsKey("description") ? Shape.Text(json, "description") : Description,
            FriendlyName = json.ContainsKey("friendlyName") ? Shape.Text(json, "friendlyName") : FriendlyName,
            Labels = LabelSet.Patch(Labels, Shape.Object(json, "labels", "dataset")),
            DefaultTableExpirationMs = json.ContainsKey("defaultTableExpirationMs")
                ? Shape.Number(json, "defaultTableExpirationMs")
                : DefaultTableExpirationMs,
        };
    }
}
