using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Computes a transform as one query of BigQuery over Parquet, into Parquet.</summary>
internal sealed class BigQueryTransformer(BigQueryQueries queries, CloudDatasets datasets) : ITransformer
{
    public async Task<Dataset> TransformAsync(TransformRequest request, StageContext context, CancellationToken cancellationToken)
    {
        (RelationNode relation, Schema schema, IReadOnlyList<Dataset> inputs) = await CloudTransformer.BindAsync(request, datasets, context, cancellationToken);
        BigQueryInput source = BigQueryInput.Of(inputs);
        string sql = GoogleSqlDialect.Relation(relation, source.Tables, [.. inputs.Select(input => input.Schema)]);
        return await queries.DatasetAsync(sql, source.Definitions, schema.Columns, context, cancellationToken);
    }
}
