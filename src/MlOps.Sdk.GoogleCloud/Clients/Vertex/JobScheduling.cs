using System.Text.Json.Serialization;

namespace MlOps.Sdk.Clients;

/// <summary>How long a job may take, and which machines it may have.</summary>
public sealed record JobScheduling
{
    /// <summary>After this it is stopped and has failed; null takes 7 days.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether the service may not run the container again after an error of its own; null lets it.</summary>
    public bool? DisableRetries { get; init; }

    /// <summary><c>STANDARD</c>, <c>SPOT</c> or <c>FLEX_START</c>; null takes the first.</summary>
    public string? Strategy { get; init; }

    /// <summary>How long a job with <c>FLEX_START</c> may wait for machines; null takes 24 hours.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan? MaxWaitDuration { get; init; }
}
