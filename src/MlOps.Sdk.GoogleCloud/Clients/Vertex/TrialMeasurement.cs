using System.Text.Json.Serialization;

namespace MlOps.Sdk.Clients;

/// <summary>What a trial measured.</summary>
public sealed record TrialMeasurement
{
    /// <summary>The metrics.</summary>
    public IReadOnlyList<TrialMetric> Metrics { get; init; } = [];

    /// <summary>The step of training at which it was measured.</summary>
    public long? StepCount { get; init; }

    /// <summary>How long the trial had run.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan? ElapsedDuration { get; init; }
}
