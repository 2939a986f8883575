using MlOps.Sdk.Algebra;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Runs queries of the algebra in BigQuery, over a dataset's Parquet files in Cloud Storage.</summary>
internal sealed class BigQueryWarehouse(BigQueryQueries queries, CloudDatasets datasets) : IWarehouse
{
    private const int BlockRows = 8192;

    public Task<IReadOnlyList<QueryResult>> QueryAsync(
        IReadOnlyList<RelationNode> relations, Dataset input, StageContext context, CancellationToken cancellationToken) =>
        QueryAsync(relations, [input], context, cancellationToken);

    public async Task<IReadOnlyList<QueryResult>> QueryAsync(
        IReadOnlyList<RelationNode> relations, IReadOnlyList<Dataset> inputs, StageContext context, CancellationToken cancellationToken)
    {
        List<Dataset> placed = [];
        foreach (Dataset input in inputs)
            placed.Add(await datasets.PlaceAsync(input, context, cancellationToken));
        BigQueryInput source = BigQueryInput.Of(placed);
        (RelationNode Relation, Schema Schema)[] bound = Bind(relations, inputs, context);
        List<object?[]> rows = await queries.RowsAsync(Statement(bound, source, context), source.Definitions, context, cancellationToken);
        return bound is [var single]
            ? [QueryResult.Of(single.Schema, rows)]
            : [.. bound.Zip(rows[0], (one, list) => QueryResult.Of(one.Schema, Unpacked(list)))];
    }

    public async Task ReadAsync(
        RelationNode relation, Dataset input, Action<IReadOnlyList<object?[]>> use, StageContext context, CancellationToken cancellationToken)
    {
        BigQueryInput source = BigQueryInput.Of([await datasets.PlaceAsync(input, context, cancellationToken)]);
        (RelationNode Relation, Schema Schema)[] bound = Bind([relation], [input], context);
        List<object?[]> rows = new(BlockRows);
        await foreach (IReadOnlyList<object?> row in queries.StreamAsync(Statement(bound, source, context), source.Definitions, context, cancellationToken))
        {
            rows.Add([.. row]);
            if (rows.Count < BlockRows)
                continue;
            use(QueryResult.Of(bound[0].Schema, rows).Rows);
            rows = new(BlockRows);
        }

        if (rows.Count > 0)
            use(QueryResult.Of(bound[0].Schema, rows).Rows);
    }

    public async Task<long?> ForecastBytesAsync(
        IReadOnlyList<RelationNode> relations, Dataset input, StageContext context, CancellationToken cancellationToken)
    {
        if (!CloudDatasets.IsPlaced(input))
            return null;
        BigQueryInput source = BigQueryInput.Of([input]);
        return await queries.ForecastBytesAsync(Statement(Bind(relations, [input], context), source, context), source.Definitions, cancellationToken);
    }

    private static (RelationNode Relation, Schema Schema)[] Bind(
        IReadOnlyList<RelationNode> relations, IReadOnlyList<Dataset> inputs, StageContext context) =>
        [.. relations.Select(relation => RelationBinder.Bind(relation, [.. inputs.Select(input => input.Schema)], context.Stage))];

    // Each result is an array of structures in a column of its own: one statement, and every relation in its own types.
    private static string Statement((RelationNode Relation, Schema Schema)[] bound, BigQueryInput source, StageContext context)
    {
        if (bound is [var single])
            return source.Sql(single.Relation, context.Stage);
        IEnumerable<string> packed = bound.Select((one, index) => FormattableString.Invariant(
            $"ARRAY(SELECT AS STRUCT {Fields(one.Schema)} FROM (\n{source.Sql(one.Relation, context.Stage)}\n)) AS r{index}"));
        return $"SELECT\n{string.Join(",\n", packed)}";
    }

    // By number, because a structure's fields need no names of the rows'.
    private static string Fields(Schema schema) =>
        string.Join(", ", schema.Columns.Select((column, index) => FormattableString.Invariant($"{BigQueryInput.Name(column)} AS c{index}")));

    private static List<object?[]> Unpacked(object? list) =>
        [.. ((IReadOnlyList<object?>)list!).Select(structure => ((IReadOnlyList<object?>)structure!).ToArray())];
}
