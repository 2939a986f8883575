using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Stages;

/// <summary>The stage that makes a dataset of datasets.</summary>
/// <remarks>
/// Local: one DuckDB query into Parquet.
/// Google Cloud: one Dataflow job of Beam YAML, or one BigQuery query, from Parquet to Parquet.
/// </remarks>
public interface ITransformer
{
    /// <summary>Computes the rows that the request's plan describes.</summary>
    Task<Dataset> TransformAsync(TransformRequest request, StageContext context, CancellationToken cancellationToken);

    /// <summary>The bytes that a warehouse would read and charge for; null if that costs nothing, or can't be told.</summary>
    Task<long?> ForecastBytesAsync(TransformRequest request, StageContext context, CancellationToken cancellationToken) => Task.FromResult<long?>(null);
}

/// <summary>What an <see cref="ITransformer"/> is to do.</summary>
/// <param name="Inputs">The datasets, in the order that <see cref="Algebra.InputNode.Index"/> counts them.</param>
/// <param name="Plan">The rows to compute.</param>
public sealed record TransformRequest(ValueList<Dataset> Inputs, TransformPlan Plan);
