using System.Text.Json.Serialization;

namespace MlOps.Sdk.Clients;

/// <summary>How a table is partitioned by time.</summary>
/// <param name="Type"><c>DAY</c>, <c>HOUR</c>, <c>MONTH</c> or <c>YEAR</c>.</param>
/// <param name="Field">A column of type <c>DATE</c>, <c>TIMESTAMP</c> or <c>DATETIME</c>; null for the time of ingestion.</param>
public sealed record BigQueryTimePartitioning(string Type, string? Field = null)
{
    /// <summary>How long partitions live, in milliseconds; null for ever.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? ExpirationMs { get; init; }
}
