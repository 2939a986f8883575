using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;
using static MlOps.Sdk.Algebra.FunctionTable;

namespace MlOps.Sdk.Local.Tests.Data;

public sealed class TransformTests : IDisposable
{
    private static readonly ColumnNode s_a = new("a", DataType.Int64, false);

    private readonly DataBench _bench = new();

    [Fact]
    public async Task Rows_are_filtered_and_projected_in_order_and_the_same_bytes_come_out_again()
    {
        Dataset input = await _bench.DatasetAsync("SELECT i AS a, i / 4.0 AS b FROM range(300000) t(i)");
        RelationNode relation = new ProjectNode(
            new FilterNode(new InputNode(), Call("greater", s_a, ConstantNode.Of(10L))),
            [new("twice", Call("multiply", s_a, ConstantNode.Of(2L))), new("b", new ColumnNode("b", DataType.Double, false))]);

        Dataset first = await TransformAsync(relation, input);
        Dataset second = await TransformAsync(relation, input);

        Assert.Equal(first, second);
        Assert.Equal("twice Int64, b Double", first.Schema.ToString());
        Assert.Equal(299_989, first.Rows);
        Assert.Equal([[22L, 2.75], [24L, 3.0]], await _bench.RowsAsync(first, rest: "LIMIT 2"));
    }

    [Fact]
    public async Task Rows_stay_in_order_where_a_value_is_looked_for_among_constants()
    {
        Dataset input = await _bench.DatasetAsync("SELECT i AS a, 's' || i % 50 AS s FROM range(2000000) t(i)");
        ScalarNode[] constants = [.. Enumerable.Range(0, 5).Select(index => ConstantNode.Of($"s{index}"))];
        RelationNode relation = new ProjectNode(
            new InputNode(), [new("a", s_a), new("isIn", Call("in", [new ColumnNode("s", DataType.String, false), .. constants]))]);

        Dataset output = await TransformAsync(relation, input);

        Assert.Equal([[0L]], await _bench.QueryAsync(
            $"SELECT count(*) FILTER (WHERE a <> position) FROM (SELECT a, row_number() OVER () - 1 AS position FROM {DuckDbParquet.Table(output, _bench.Context())})"));
    }

    [Fact]
    public async Task Every_column_that_does_not_exist_or_has_another_type_is_named()
    {
        Dataset input = await _bench.DatasetAsync("SELECT 1 AS \"Speed\", 'x' AS \"Make\"");
        RelationNode relation = new ProjectNode(
            new FilterNode(new InputNode(), Call("greater", new ColumnNode("Sped", DataType.Double, false), ConstantNode.Of(1.0))),
            [new("m", new ColumnNode("Make", DataType.Int64, false)), new("s", new ColumnNode("Speed", DataType.Int64, false))]);

        StageException exception = await Assert.ThrowsAsync<StageException>(() => TransformAsync(relation, input));

        Assert.Contains("transform: there is no column 'Sped'. Did you mean 'Speed'? There are 'Speed', 'Make'.", exception.Message);
        Assert.Contains("transform: the column 'Make' is a String and read as an Int64.", exception.Message);
        Assert.DoesNotContain("'s'", exception.Message);
    }

    [Fact]
    public async Task Whole_numbers_may_be_read_as_Doubles()
    {
        Dataset input = await _bench.DatasetAsync("SELECT 9223372036854775807 AS a");
        ScalarNode a = new ColumnNode("a", DataType.Double, false);
        Dataset output = await TransformAsync(new ProjectNode(new InputNode(), [new("twice", Call("add", a, a))]), input);
        Assert.Equal([[1.8446744073709552e19]], await _bench.RowsAsync(output));
    }

    [Theory]
    [InlineData("multiply", long.MaxValue, "verflow")]
    [InlineData("divide", 0L, "transform: ")]
    public async Task An_error_in_an_expression_names_the_stage(string function, long operand, string message)
    {
        Dataset input = await _bench.DatasetAsync("SELECT i + 5 AS a FROM range(10) t(i)");
        StageException exception = await Assert.ThrowsAsync<StageException>(
            () => TransformAsync(new ProjectNode(new InputNode(), [new("x", Call(function, s_a, ConstantNode.Of(operand)))]), input));
        Assert.StartsWith("transform: ", exception.Message);
        Assert.Contains(message, exception.Message);
    }

    [Fact]
    public async Task A_null_where_none_is_expected_is_an_error_unless_a_filter_drops_it()
    {
        Dataset input = await _bench.DatasetAsync("SELECT CASE WHEN i > 0 THEN i END AS a FROM range(3) t(i)");
        RelationNode reads = new ProjectNode(new InputNode(), [new("x", Call("add", s_a, ConstantNode.Of(1L)))]);
        RelationNode filtered = new ProjectNode(
            new FilterNode(new InputNode(), Call("is_not_null", new ColumnNode("a", DataType.Int64, true))), [new("x", Call("add", s_a, ConstantNode.Of(1L)))]);

        StageException exception = await Assert.ThrowsAsync<StageException>(() => TransformAsync(reads, input));
        Assert.Contains("column 'a' is null where a value is required", exception.Message);
        Assert.Equal([[2L], [3L]], await _bench.RowsAsync(await TransformAsync(filtered, input)));
    }

    [Fact]
    public async Task Aggregates_make_one_row_for_each_key()
    {
        Dataset input = await _bench.DatasetAsync("SELECT i % 3 AS a, i::DOUBLE AS b FROM range(9) t(i)");
        RelationNode relation = new SortLimitNode(
            new AggregateNode(new InputNode(), [new("a", s_a)], [new("n", AggregateKind.Count), new("sum", AggregateKind.Sum, new ColumnNode("b", DataType.Double, false))]),
            [new(s_a, Descending: true)], 2);
        Assert.Equal([[2L, 3L, 15.0], [1L, 3L, 12.0]], await _bench.RowsAsync(await TransformAsync(relation, input)));
    }

    public void Dispose() => _bench.Dispose();

    private Task<Dataset> TransformAsync(RelationNode relation, Dataset input) => new DuckDbTransformer(_bench.Engine).TransformAsync(
        new([input], new() { Name = "transform", Relation = relation }), _bench.Context("transform"), TestContext.Current.CancellationToken);
}
