using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Computes a transform as one DuckDB query into Parquet.</summary>
internal sealed class DuckDbTransformer(DuckDbEngine engine) : ITransformer
{
    public async Task<Dataset> TransformAsync(TransformRequest request, StageContext context, CancellationToken cancellationToken)
    {
        RelationNode relation = request.Plan.Relation
            ?? throw new StageException($"{context.Stage}: the plan has no relation. State one, or name a class of your own with UseTransformer<T>().");
        Schema[] schemas = [.. request.Inputs.Select(input => input.Schema)];
        (RelationNode bound, _) = RelationBinder.Bind(relation, schemas, context.Stage);
        List<string> tables = [];
        foreach (Dataset input in request.Inputs)
            tables.Add(await DuckDbParquet.TableAsync(input, context, cancellationToken));
        string select = DuckDbDialect.ReproducibleRelation(bound, tables, schemas);
        return await DuckDbParquet.WriteAsync(engine, select, context, cancellationToken);
    }
}
