using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;
using MlOps.Sdk.Local.Tests.Algebra.Engines;

namespace MlOps.Sdk.Local.Tests.Algebra;

public sealed class BeamTests
{
    private static readonly Schema s_schema = new([new("k", DataType.String), new("x", DataType.Double), new("n", DataType.Int64, false), new("on", DataType.Date)]);

    private static readonly object?[][] s_rows =
    [
        ["a", 0.0, 1L, new DateOnly(2000, 2, 29)],
        ["a", -0.0, 2L, null],
        ["b", double.NaN, 3L, DateOnly.MinValue],
        [null, 2.5, 4L, DateOnly.MaxValue],
        [null, null, 4L, null],
    ];

    private static readonly ColumnNode s_k = new("k", DataType.String, true);
    private static readonly ColumnNode s_x = new("x", DataType.Double, true);
    private static readonly ColumnNode s_n = new("n", DataType.Int64, false);
    private static readonly ColumnNode s_on = new("on", DataType.Date, true);

    [Fact]
    public void Rows_are_filtered_and_computed()
    {
        RelationNode relation = new ProjectNode(
            new FilterNode(new InputNode(), FunctionTable.Call("greater", s_n, ConstantNode.Of(1))),
            [new("on", s_on), new("more", FunctionTable.Call("add", s_x, ConstantNode.Of(1.0)))]);

        AssertRows(relation, new([new("on", DataType.Date), new("more", DataType.Double)]), "null 1; 0001-01-01 NaN; 9999-12-31 3.5; null null");
    }

    [Fact]
    public void Groups_are_told_apart_by_value_and_null_is_one_of_them()
    {
        RelationNode relation = new AggregateNode(
            new InputNode(),
            [new("k", s_k)],
            [
                new("rows", AggregateKind.Count), new("known", AggregateKind.Count, s_x), new("sum", AggregateKind.Sum, s_n), new("mean", AggregateKind.Mean, s_x),
                new("least", AggregateKind.Min, s_on), new("spread", AggregateKind.StandardDeviation, s_n),
            ]);

        AssertRows(
            relation,
            new(
            [
                new("k", DataType.String), new("rows", DataType.Int64, false), new("known", DataType.Int64, false), new("sum", DataType.Int64, false),
                new("mean", DataType.Double), new("least", DataType.Date), new("spread", DataType.Double),
            ]),
            "a 2 2 3 0 2000-02-29 0.7071067811865476; b 1 1 3 NaN 0001-01-01 null; null 2 1 8 2.5 9999-12-31 0");
    }

    [Fact]
    public void Distinct_rows_are_kept_once_whatever_the_sign_of_zero()
    {
        RelationNode relation = new DistinctNode(new ProjectNode(new InputNode(), [new("k", s_k), new("x", s_x)]));

        AssertRows(relation, new([new("k", DataType.String), new("x", DataType.Double)]), "a 0; b NaN; null 2.5; null null");
    }

    [Fact]
    public void A_left_join_keeps_rows_without_a_partner_and_null_matches_nothing()
    {
        RelationNode right = new ProjectNode(new InputNode(), [new("name", s_k), new("value", s_n)]);
        RelationNode relation = new JoinNode(new ProjectNode(new InputNode(), [new("k", s_k), new("n", s_n)]), right, JoinKind.Left, [new("k", "name")]);

        AssertRows(
            relation,
            new([new("k", DataType.String), new("n", DataType.Int64, false), new("name", DataType.String), new("value", DataType.Int64)]),
            "a 1 a 1; a 1 a 2; a 2 a 1; a 2 a 2; b 3 b 3; null 4 null null; null 4 null null");
    }

    [Fact]
    public void Unions_align_their_columns_by_name()
    {
        RelationNode first = new ProjectNode(new InputNode(), [new("k", s_k), new("n", s_n)]);
        RelationNode second = new ProjectNode(new InputNode(), [new("n", FunctionTable.Call("negate", s_n)), new("k", ConstantNode.Of("z"))]);

        AssertRows(
            new UnionNode(new FilterNode(first, FunctionTable.Call("less", s_n, ConstantNode.Of(3))), new FilterNode(second, FunctionTable.Call("equal", new ColumnNode("n", DataType.Int64, false), ConstantNode.Of(-3)))),
            new([new("k", DataType.String), new("n", DataType.Int64, false)]),
            "a 1; a 2; z -3");
    }

    [Fact]
    public void An_order_is_refused_with_what_to_do()
    {
        RelationNode relation = new SortLimitNode(new InputNode(), [new(s_n)], 3);

        NotSupportedException exception = Assert.Throws<NotSupportedException>(() => BeamDialect.Pipeline(relation, [new("rows", "rows.parquet", s_schema)], "out"));

        Assert.Contains("OrderBy and Take have no rendering for it. Push this transform down to BigQuery", exception.Message, StringComparison.Ordinal);
    }

    private static void AssertRows(RelationNode relation, Schema schema, string expected)
    {
        Assert.SkipWhen(EngineTables.WhyMissing(Engine.Beam) is not null, EngineTables.WhyMissing(Engine.Beam) ?? "");

        IEnumerable<string> rows = BeamRunner.Run(relation, schema, [(s_schema, s_rows)]).Select(row => string.Join(" ", row.Select(Shown)));

        Assert.Equal(expected, string.Join("; ", rows));
    }

    private static string Shown(object? value) => value switch
    {
        null => "null",
        DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
