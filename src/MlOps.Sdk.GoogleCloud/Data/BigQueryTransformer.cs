using MlOps.Sdk.Algebra;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Computes a transform as one query of BigQuery over Parquet, into Parquet.</summary>
internal sealed class BigQueryTransformer(BigQueryQueries queries, CloudDatasets datasets) : ITransformer
{
    public async Task<Dataset> TransformAsync(TransformRequest request, StageContext context, CancellationToken cancellationToken)
    {
        (RelationNode relation, Schema schema, IReadOnlyList<Dataset> inputs) = await CloudTransformer.BindAsync(request, datasets, context, cancellationToken);
        BigQueryInput source = BigQueryInput.Of(inputs);
        return await queries.DatasetAsync(source.Sql(relation, context.Stage), source.Definitions, schema.Columns, context, cancellationToken);
    }

    public async Task<long?> ForecastBytesAsync(TransformRequest request, StageContext context, CancellationToken cancellationToken)
    {
        if (!request.Inputs.All(CloudDatasets.IsPlaced))
            return null;
        (RelationNode relation, _, IReadOnlyList<Dataset> inputs) = await CloudTransformer.BindAsync(request, datasets, context, cancellationToken);
        BigQueryInput source = BigQueryInput.Of(inputs);
        return await queries.ForecastBytesAsync(source.Sql(relation, context.Stage), source.Definitions, cancellationToken);
    }
}
