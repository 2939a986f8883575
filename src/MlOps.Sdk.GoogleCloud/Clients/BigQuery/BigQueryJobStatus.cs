using System.Text.Json.Serialization;

namespace MlOps.Sdk.Clients;

/// <summary>How far a job has got.</summary>
public sealed record BigQueryJobStatus
{
    /// <summary><c>PENDING</c>, <c>RUNNING</c> or <c>DONE</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why the job failed; null if it hasn't.</summary>
    public BigQueryJobError? ErrorResult { get; init; }

    /// <summary>Everything that went wrong on the way, also in a job that succeeded.</summary>
    public IReadOnlyList<BigQueryJobError>? Errors { get; init; }

    /// <summary>Whether the job has ended, well or not.</summary>
    [JsonIgnore]
    public bool IsDone => State == "DONE";
}
