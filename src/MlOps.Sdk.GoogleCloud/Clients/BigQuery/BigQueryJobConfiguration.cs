using System.Text.Json.Serialization;

namespace MlOps.Sdk.Clients;

/// <summary>What a job does: exactly one of query, load and extract.</summary>
public sealed record BigQueryJobConfiguration
{
    /// <summary>A query to run; null for another kind of job.</summary>
    public BigQueryQuery? Query { get; init; }

    /// <summary>Files to load; null for another kind of job.</summary>
    public BigQueryLoad? Load { get; init; }

    /// <summary>A table or model to write out; null for another kind of job.</summary>
    public BigQueryExtract? Extract { get; init; }

    /// <summary>Labels, by which costs are told apart.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Only says what a query would read; used by <see cref="IBigQuery.DryRunAsync"/>.</summary>
    public bool? DryRun { get; init; }

    /// <summary>After so many milliseconds BigQuery tries to stop the job; null for its own limit.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? JobTimeoutMs { get; init; }
}
