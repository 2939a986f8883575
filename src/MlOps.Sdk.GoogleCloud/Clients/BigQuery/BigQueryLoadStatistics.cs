using System.Text.Json.Serialization;

namespace MlOps.Sdk.Clients;

/// <summary>What a load read and wrote.</summary>
public sealed record BigQueryLoadStatistics
{
    /// <summary>How many files were read.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? InputFiles { get; init; }

    /// <summary>Their bytes.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? InputFileBytes { get; init; }

    /// <summary>How many rows were written.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? OutputRows { get; init; }

    /// <summary>Their bytes.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? OutputBytes { get; init; }

    /// <summary>How many rows were left out as bad.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? BadRecords { get; init; }
}
