using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Stages;

/// <summary>The stage that brings rows from a source into a dataset.</summary>
/// <remarks>
/// Local: DuckDB reads files, ADO.NET reads databases; Parquet is used in place.
/// Google Cloud: what the local platform reads is uploaded to Cloud Storage; Parquet there is used in place; BigQuery writes its tables and queries there.
/// </remarks>
public interface IIngestor
{
    /// <summary>
    /// What the source is now: a hash of its files, a generation, a snapshot. Part of the cache key. Null if the source can't tell; it is then read in every run.
    /// </summary>
    Task<string?> GetVersionAsync(IngestPlan plan, StageContext context, CancellationToken cancellationToken);

    /// <summary>Reads the source.</summary>
    Task<Dataset> IngestAsync(IngestPlan plan, StageContext context, CancellationToken cancellationToken);

    /// <summary>The bytes that a warehouse would read and charge for; null if that costs nothing, or can't be told.</summary>
    Task<long?> ForecastBytesAsync(IngestPlan plan, StageContext context, CancellationToken cancellationToken) => Task.FromResult<long?>(null);
}
