using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Computes a transform as one DuckDB query into Parquet.</summary>
internal sealed class DuckDbTransformer(DuckDbEngine engine) : ITransformer
{
    public Task<Dataset> TransformAsync(TransformRequest request, StageContext context, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{engine}");
}
