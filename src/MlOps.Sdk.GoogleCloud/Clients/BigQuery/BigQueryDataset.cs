using System.Text.Json.Serialization;

namespace MlOps.Sdk.Clients;

/// <summary>A dataset of BigQuery: tables and models in one location.</summary>
public sealed record BigQueryDataset
{
    /// <summary>Its name.</summary>
    public required BigQueryDatasetReference DatasetReference { get; init; }

    /// <summary>Where it lies, such as <c>EU</c> or <c>europe-west4</c>; it can't move.</summary>
    public string? Location { get; init; }

    /// <summary>What it holds, in words.</summary>
    public string? Description { get; init; }

    /// <summary>Labels; keys and values of lower-case letters, digits, <c>_</c> and <c>-</c>.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>How long new tables live, in milliseconds; null for ever.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? DefaultTableExpirationMs { get; init; }
}
