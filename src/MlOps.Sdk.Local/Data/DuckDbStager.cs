using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Stages a dataset as one DuckDB query into Parquet, with the split as its last column.</summary>
internal sealed class DuckDbStager(DuckDbEngine engine) : IStager
{
    public Task<StagedDataset> StageAsync(StagingRequest request, StageContext context, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{engine}");
}
