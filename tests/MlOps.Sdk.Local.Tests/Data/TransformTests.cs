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
            $"SELECT count(*) FILTER (WHERE a <> position) FROM (SELECT a, row_number() OVER () - 1 AS position FROM {await _bench.TableAsync(output)})"));
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

    public static TheoryData<string, RelationNode> Unordered
    {
        get
        {
            ColumnNode b = new("b", DataType.Double, false);
            ProjectNode some = new(new InputNode(1), [new("k", s_a), new("c", new ColumnNode("b", DataType.Double, false))]);
            AggregateNode groups = new(new InputNode(), [new("a", s_a)], [
                new("sum", AggregateKind.Sum, b), new("mean", AggregateKind.Mean, b), new("spread", AggregateKind.StandardDeviation, b), new("median", AggregateKind.Quantile, b, 0.5),
            ]);
            return new()
            {
                { "groups", groups },
                { "values of groups", new ProjectNode(groups, [new("sum", new ColumnNode("sum", DataType.Double, false))]) },
                { "all rows", groups with { Keys = [] } },
                { "pairs", new JoinNode(new InputNode(), some, JoinKind.Inner, [new("a", "k")]) },
                { "pairs and rows without a partner", new JoinNode(new InputNode(), some, JoinKind.Left, [new("a", "k")]) },
                { "different rows", new DistinctNode(new InputNode()) },
                { "rows in an order with ties", new SortLimitNode(new InputNode(), [new(s_a)], null) },
                { "the first in an order with ties", new SortLimitNode(new InputNode(), [new(s_a)], 5_000) },
                { "the first of pairs", new SortLimitNode(new JoinNode(new InputNode(), some, JoinKind.Inner, [new("a", "k")]), [], 5_000) },
                { "both", new UnionNode(new InputNode(), new DistinctNode(new InputNode())) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Unordered))]
    public async Task The_same_bytes_come_out_again_whatever_DuckDBs_threads_do(string what, RelationNode relation)
    {
        Dataset input = await _bench.DatasetAsync("SELECT (hash(i) % 1000)::BIGINT AS a, (hash(i * 7) % 100000) / 7.0::DOUBLE AS b FROM range(400000) t(i)");
        Dataset few = await _bench.DatasetAsync("SELECT i % 700 AS a, i / 3.0::DOUBLE AS b FROM range(1400) t(i)");

        Dataset first = await TransformAsync(relation, input, few);
        Dataset second = await TransformAsync(relation, input, few);

        Assert.True(first.Rows > 0, what);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Rows_of_several_datasets_are_joined_and_groups_of_them_joined_again()
    {
        Dataset flights = await _bench.DatasetAsync("SELECT * FROM (VALUES ('LAS', 10.0::DOUBLE), ('LAS', 20.0), ('ATL', NULL), (NULL, 5.0), ('XXX', 1.0)) v(origin, delay)");
        Dataset airports = await _bench.DatasetAsync("SELECT * FROM (VALUES ('LAS', 'Las Vegas'), ('ATL', 'Atlanta'), (NULL, 'nowhere')) v(code, name)");
        ColumnNode origin = new("origin", DataType.String, true);
        AggregateNode means = new(new InputNode(), [new("place", origin)], [new("mean", AggregateKind.Mean, new ColumnNode("delay", DataType.Double, true))]);
        RelationNode relation = new JoinNode(new JoinNode(new InputNode(), new InputNode(1), JoinKind.Left, [new("origin", "code")]), means, JoinKind.Inner, [new("origin", "place")]);

        Dataset output = await TransformAsync(relation, flights, airports);

        Assert.Equal("origin String, delay Double?, code String?, name String?, place String, mean Double?", output.Schema.ToString());
        Assert.Equal(
            [["ATL", null, "Atlanta", null], ["LAS", 10.0, "Las Vegas", 15.0], ["LAS", 20.0, "Las Vegas", 15.0], ["XXX", 1.0, null, 1.0]],
            await _bench.RowsAsync(output, "origin, delay, name, mean"));
    }

    [Fact]
    public async Task Columns_of_a_union_and_keys_of_a_join_that_do_not_fit_are_named()
    {
        Dataset numbers = await _bench.DatasetAsync("SELECT 1 AS a, 1.5::DOUBLE AS b");
        Dataset texts = await _bench.DatasetAsync("SELECT 'x' AS a, 1 AS c");

        string union = (await Assert.ThrowsAsync<StageException>(() => TransformAsync(new UnionNode(new InputNode(), new InputNode(1)), numbers, texts))).Message;
        string join = (await Assert.ThrowsAsync<StageException>(
            () => TransformAsync(new JoinNode(new InputNode(), new InputNode(1), JoinKind.Inner, [new("a", "a"), new("b", "c")]), numbers, texts))).Message;

        Assert.Contains("transform: the second rows of a union lack 'b'.", union);
        Assert.Contains("transform: 'a' is an Int64 in the first rows of a union and a String in the second.", union);
        Assert.Contains("transform: the join compares 'a', an Int64, with 'a', a String.", join);
        Assert.Contains("transform: 'b' is a Double and can't be a key of a join", join);
        Assert.Contains("transform: two columns are named 'a'.", join);
    }

    public void Dispose() => _bench.Dispose();

    private Task<Dataset> TransformAsync(RelationNode relation, params Dataset[] inputs) => new DuckDbTransformer(_bench.Engine).TransformAsync(
        new(inputs.ToValueList(), new() { Name = "transform", Relation = relation }), _bench.Context("transform"), TestContext.Current.CancellationToken);
}
