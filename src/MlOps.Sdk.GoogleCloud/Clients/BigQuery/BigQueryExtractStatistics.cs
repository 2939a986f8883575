using System.Text.Json.Serialization;

namespace MlOps.Sdk.Clients;

/// <summary>What an extract wrote.</summary>
public sealed record BigQueryExtractStatistics
{
    /// <summary>How many files each destination became, in their order.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public IReadOnlyList<long>? DestinationUriFileCounts { get; init; }

    /// <summary>The bytes that were read.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? InputBytes { get; init; }
}
