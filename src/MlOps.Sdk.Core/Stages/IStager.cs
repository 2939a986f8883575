using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Stages;

/// <summary>The stage that puts a dataset into a warehouse and divides it into splits.</summary>
/// <remarks>
/// Local: one DuckDB query into Parquet with the split as its last column.
/// Google Cloud: a BigQuery query and extract into such Parquet, and a load job of it into a partitioned, clustered table.
/// </remarks>
public interface IStager
{
    /// <summary>Stages the dataset.</summary>
    Task<StagedDataset> StageAsync(StagingRequest request, StageContext context, CancellationToken cancellationToken);

    /// <summary>The bytes that a warehouse would read and charge for; null if that costs nothing, or can't be told.</summary>
    Task<long?> ForecastBytesAsync(StagingRequest request, StageContext context, CancellationToken cancellationToken) => Task.FromResult<long?>(null);
}

/// <summary>What an <see cref="IStager"/> is to do.</summary>
/// <param name="Dataset">The rows to stage.</param>
/// <param name="Plan">The table and the splits.</param>
public sealed record StagingRequest(Dataset Dataset, StagingPlan Plan);
