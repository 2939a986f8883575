using System.Text.Json.Serialization;

namespace MlOps.Sdk.Clients;

/// <summary>What a job read and wrote.</summary>
public sealed record BigQueryJobStatistics
{
    /// <summary>When it was created, in milliseconds since 1970.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? CreationTime { get; init; }

    /// <summary>When it started, in milliseconds since 1970.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? StartTime { get; init; }

    /// <summary>When it ended, in milliseconds since 1970.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? EndTime { get; init; }

    /// <summary>The bytes that it read, or of a dry run would read.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? TotalBytesProcessed { get; init; }

    /// <summary>What only a query has.</summary>
    public BigQueryQueryStatistics? Query { get; init; }

    /// <summary>What only a load has.</summary>
    public BigQueryLoadStatistics? Load { get; init; }

    /// <summary>What only an extract has.</summary>
    public BigQueryExtractStatistics? Extract { get; init; }
}
