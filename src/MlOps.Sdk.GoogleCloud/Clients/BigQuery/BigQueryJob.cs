namespace MlOps.Sdk.Clients;

/// <summary>A job of BigQuery: what it is to do, and how far it has got.</summary>
public sealed record BigQueryJob
{
    /// <summary>Its name.</summary>
    public required BigQueryJobReference JobReference { get; init; }

    /// <summary>What it does.</summary>
    public required BigQueryJobConfiguration Configuration { get; init; }

    /// <summary>How far it has got; set by BigQuery.</summary>
    public BigQueryJobStatus? Status { get; init; }

    /// <summary>What it read and wrote; set by BigQuery.</summary>
    public BigQueryJobStatistics? Statistics { get; init; }
}
