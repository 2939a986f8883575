using System.Text.Json.Serialization;

namespace MlOps.Sdk.Clients;

/// <summary>A table of BigQuery, without its rows.</summary>
public sealed record BigQueryTable
{
    /// <summary>Its name.</summary>
    public required BigQueryTableReference TableReference { get; init; }

    /// <summary>Its columns.</summary>
    public BigQuerySchema? Schema { get; init; }

    /// <summary>How it is partitioned by time; null if it isn't.</summary>
    public BigQueryTimePartitioning? TimePartitioning { get; init; }

    /// <summary>How it is partitioned by a number; null if it isn't.</summary>
    public BigQueryRangePartitioning? RangePartitioning { get; init; }

    /// <summary>What its rows are clustered by; null for nothing.</summary>
    public BigQueryClustering? Clustering { get; init; }

    /// <summary>Labels; in a patch a null takes a label away.</summary>
    public IReadOnlyDictionary<string, string?>? Labels { get; init; }

    /// <summary>What it holds, in words.</summary>
    public string? Description { get; init; }

    /// <summary>When it is deleted, in milliseconds since 1970; null for never.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? ExpirationTime { get; init; }

    /// <summary>How many rows it has; set by BigQuery.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? NumRows { get; init; }

    /// <summary>The size of its rows in bytes; set by BigQuery.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? NumBytes { get; init; }

    /// <summary>When it was created, in milliseconds since 1970; set by BigQuery.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? CreationTime { get; init; }

    /// <summary>When it last changed, in milliseconds since 1970; set by BigQuery.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? LastModifiedTime { get; init; }

    /// <summary>What it is: <c>TABLE</c>, <c>VIEW</c>, <c>EXTERNAL</c> …; set by BigQuery.</summary>
    public string? Type { get; init; }

    /// <summary>Where it lies; set by BigQuery.</summary>
    public string? Location { get; init; }

    /// <summary>Its version; set by BigQuery. A patch with it is refused if the table has changed since.</summary>
    public string? Etag { get; init; }
}
