using Microsoft.Extensions.Options;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Computes a transform on Dataflow or in BigQuery, as the options say.</summary>
internal sealed class CloudTransformer(IOptions<GoogleCloudOptions> options, DataflowTransformer dataflow, BigQueryTransformer bigQuery) : ITransformer
{
    public Task<Dataset> TransformAsync(TransformRequest request, StageContext context, CancellationToken cancellationToken) =>
        Choose(request.Plan.Relation).TransformAsync(request, context, cancellationToken);

    public Task<long?> ForecastBytesAsync(TransformRequest request, StageContext context, CancellationToken cancellationToken) =>
        Choose(request.Plan.Relation).ForecastBytesAsync(request, context, cancellationToken);

    /// <summary>The relation over the datasets' own columns, what comes out, and the datasets, placed.</summary>
    public static async Task<(RelationNode Relation, Schema Schema, IReadOnlyList<Dataset> Inputs)> BindAsync(
        TransformRequest request, CloudDatasets datasets, StageContext context, CancellationToken cancellationToken)
    {
        RelationNode relation = request.Plan.Relation
            ?? throw new StageException($"{context.Stage}: the plan has no relation. State one, or name a class of your own with UseTransformer<T>().");
        (RelationNode bound, Schema schema) = RelationBinder.Bind(relation, [.. request.Inputs.Select(input => input.Schema)], context.Stage);
        List<Dataset> inputs = [];
        foreach (Dataset input in request.Inputs)
            inputs.Add(await datasets.PlaceAsync(input, context, cancellationToken));
        return (bound, schema, inputs);
    }

    private ITransformer Choose(RelationNode? relation) => options.Value.Transform switch
    {
        TransformEngine.BigQuery => bigQuery,
        TransformEngine.Dataflow => dataflow,
        _ => relation is not null && BeamDialect.ProblemsOf(relation).Count > 0 ? bigQuery : dataflow,
    };
}
