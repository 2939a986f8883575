using MlOps.Sdk.Algebra;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Runs queries of the algebra over a dataset's Parquet files.</summary>
internal sealed class DuckDbWarehouse(DuckDbEngine engine) : IWarehouse
{
    public Task<QueryResult> QueryAsync(RelationNode relation, Dataset input, StageContext context, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{engine}");
}
