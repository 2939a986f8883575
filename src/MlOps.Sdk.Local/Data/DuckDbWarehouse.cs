using System.Globalization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Runs queries of the algebra over a dataset's Parquet files.</summary>
internal sealed class DuckDbWarehouse(DuckDbEngine engine) : IWarehouse
{
    private const int BlockRows = 8192;

    public Task<IReadOnlyList<QueryResult>> QueryAsync(
        IReadOnlyList<RelationNode> relations, Dataset input, StageContext context, CancellationToken cancellationToken) =>
        QueryAsync(relations, [input], context, cancellationToken);

    // Each result is a list of structures in a column of its own: one statement, and every relation in its own types.
    public async Task<IReadOnlyList<QueryResult>> QueryAsync(
        IReadOnlyList<RelationNode> relations, IReadOnlyList<Dataset> inputs, StageContext context, CancellationToken cancellationToken)
    {
        List<string> tables = [];
        foreach (Dataset input in inputs)
            tables.Add(await DuckDbParquet.TableAsync(input, context, cancellationToken));
        if (relations is [var single])
            return [await QueryAsync(single, inputs, tables, context, cancellationToken)];

        (RelationNode Relation, Schema Schema)[] bound = [.. relations.Select(relation => Bind(relation, inputs, context))];
        string sql = $"SELECT\n{string.Join(",\n", bound.Select(one => Packed(one.Relation, one.Schema, tables)))}";
        List<object?[]> rows = await engine.RunAsync(session => session.Query(sql), context, cancellationToken);
        return [.. bound.Zip(rows[0], (one, packed) => QueryResult.Of(one.Schema, Unpacked(packed)))];
    }

    public async Task ReadAsync(
        RelationNode relation, Dataset input, Action<IReadOnlyList<object?[]>> use, StageContext context, CancellationToken cancellationToken)
    {
        (RelationNode bound, Schema schema) = RelationBinder.Bind(relation, [input.Schema], context.Stage);
        string sql = DuckDbDialect.Relation(bound, [await DuckDbParquet.TableAsync(input, context, cancellationToken)]);
        await engine.RunAsync(session => session.Stream(sql, BlockRows, rows => use(QueryResult.Of(schema, rows).Rows)), context, cancellationToken);
    }

    public async Task<QueryResult> SampleAsync(
        RelationNode relation, Dataset input, long rows, StageContext context, CancellationToken cancellationToken)
    {
        string sample = await DuckDbParquet.SampleAsync(input, Math.Max(1, input.Rows / rows), context, cancellationToken);
        return await QueryAsync(relation, [input], [sample], context, cancellationToken);
    }

    private async Task<QueryResult> QueryAsync(
        RelationNode relation, IReadOnlyList<Dataset> inputs, IReadOnlyList<string> tables, StageContext context, CancellationToken cancellationToken)
    {
        (RelationNode bound, Schema schema) = Bind(relation, inputs, context);
        string sql = DuckDbDialect.Relation(bound, tables);
        return QueryResult.Of(schema, await engine.RunAsync(session => session.Query(sql), context, cancellationToken));
    }

    private static (RelationNode Relation, Schema Schema) Bind(RelationNode relation, IReadOnlyList<Dataset> inputs, StageContext context) =>
        RelationBinder.Bind(relation, [.. inputs.Select(input => input.Schema)], context.Stage);

    private static string Packed(RelationNode relation, Schema schema, IReadOnlyList<string> tables)
    {
        IEnumerable<string> fields = schema.Columns.Select((column, index) =>
            string.Create(CultureInfo.InvariantCulture, $"'c{index}': {DuckDbDialect.Identifier(column.Name)}"));
        return $"(SELECT list({{{string.Join(", ", fields)}}}) FROM (\n{DuckDbDialect.Relation(relation, tables)}\n))";
    }

    // A list of no rows is null.
    private static List<object?[]> Unpacked(object? packed) => packed is IEnumerable<Dictionary<string, object?>> structures
        ? [.. structures.Select(structure => structure.Values.ToArray())]
        : [];
}
