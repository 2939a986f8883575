using System.Globalization;
using System.Numerics;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Runs queries of the algebra over a dataset's Parquet files.</summary>
internal sealed class DuckDbWarehouse(DuckDbEngine engine) : IWarehouse
{
    public Task<QueryResult> QueryAsync(RelationNode relation, Dataset input, StageContext context, CancellationToken cancellationToken) =>
        QueryAsync(relation, input, DuckDbParquet.Table(input, context), context, cancellationToken);

    public Task<QueryResult> SampleAsync(RelationNode relation, Dataset input, long rows, StageContext context, CancellationToken cancellationToken) =>
        QueryAsync(relation, input, DuckDbParquet.Sample(input, Math.Max(1, input.Rows / rows), context), context, cancellationToken);

    private async Task<QueryResult> QueryAsync(
        RelationNode relation, Dataset input, string table, StageContext context, CancellationToken cancellationToken)
    {
        (RelationNode bound, Schema schema) = RelationBinder.Bind(relation, [input.Schema], context.Stage);
        string sql = DuckDbDialect.Relation(bound, [table]);
        List<object?[]> rows = await engine.RunAsync(session => session.Query(sql), context, cancellationToken);
        foreach (object?[] row in rows)
        {
            for (int column = 0; column < row.Length; column++)
                row[column] = Normalize(row[column], schema.Columns[column].Type);
        }

        return new([.. schema.Columns.Select(column => column.Name)], rows);
    }

    private static object? Normalize(object? value, DataType type) => (value, type) switch
    {
        (null, _) => null,
        (BigInteger integer, DataType.Int64) => (long)integer,
        (BigInteger integer, DataType.Double) => (double)integer,
        (_, DataType.Int64) => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        (_, DataType.Double) => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        (DateTime instant, DataType.Date) => DateOnly.FromDateTime(instant),
        (DateTime instant, DataType.Timestamp) => DateTime.SpecifyKind(instant, DateTimeKind.Utc),
        _ => value,
    };
}
