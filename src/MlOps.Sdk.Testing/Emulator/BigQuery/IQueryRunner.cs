using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>Runs queries.</summary>
internal interface IQueryRunner
{
    /// <summary>Runs a query job.</summary>
    void Run(BigQueryJob job, CancellationToken cancellationToken);

    /// <summary>What a query would read, and the columns that it would give, as the statistics of a query.</summary>
    JsonObject DryRun(JobRequest asked, CancellationToken cancellationToken);
}
