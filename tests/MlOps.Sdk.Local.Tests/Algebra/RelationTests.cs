using DuckDB.NET.Data;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;

using MlOps.Sdk.Local.Tests.Algebra.Engines;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Relations as SQL, and what DuckDB computes by it.</summary>
public sealed class RelationTests : IDisposable
{
    private static readonly ColumnNode s_a = new("a", DataType.Int64, true);
    private static readonly ColumnNode s_d = new("d", DataType.Double, true);
    private static readonly ColumnNode s_s = new("s", DataType.String, true);

    private readonly DuckDBConnection _connection = DuckDbMemory.Open();

    public RelationTests() => Query(
        "CREATE TABLE t AS SELECT * FROM (VALUES (1, 1.5::DOUBLE, 'x'), (2, 'NaN'::DOUBLE, 'y'), (3, 'Infinity'::DOUBLE, 'x'), (4, -2.5::DOUBLE, NULL), "
        + "(NULL, NULL, 'y'), (0, 0::DOUBLE, 'z')) v(a, d, s)".Replace("(1,", "(1::BIGINT,", StringComparison.Ordinal));

    [Fact]
    public void Filters_and_projections_become_one_SELECT()
    {
        RelationNode relation = new ProjectNode(
            new FilterNode(
                new ProjectNode(new FilterNode(new InputNode(), Call("greater", s_a, Number(0))), [new("b", Call("add", s_a, Number(1))), new("s", s_s)]),
                Call("less", new ColumnNode("b", DataType.Int64, true), Number(4))),
            [new("c", Call("multiply", new ColumnNode("b", DataType.Int64, true), Number(2))), new("s", s_s)]);
        Assert.Equal(
            """
            SELECT ("a" + 1) * 2 AS "c", "s"
            FROM t
            WHERE "a" > 0
              AND CASE WHEN "a" > 0 THEN "a" + 1 < 4 ELSE false END
            """.ReplaceLineEndings("\n"),
            DuckDbDialect.Relation(relation, ["t"]));
        Assert.Equal(["4|x", "6|y"], Run(relation));
    }

    [Fact]
    public void A_filter_that_may_fail_sees_only_the_rows_that_earlier_filters_keep()
    {
        RelationNode relation = new FilterNode(
            new FilterNode(new InputNode(), Call("not_equal", s_a, Number(0))),
            Call("greater", Call("divide", Number(12), s_a), Number(3)));
        Assert.Equal(["1", "2", "3"], Run(new ProjectNode(relation, [new("a", s_a)])));
    }

    [Fact]
    public void A_filter_that_may_fail_is_kept_out_of_the_groups_that_it_filters()
    {
        RelationNode groups = new AggregateNode(
            new FilterNode(new InputNode(), Call("not_equal", s_a, Number(0))), [new("a", s_a)], [new("n", AggregateKind.Count)]);
        RelationNode relation = new FilterNode(groups, Call("greater", Call("divide", Number(12), s_a), Number(3)));
        Assert.Contains("MATERIALIZED", DuckDbDialect.Relation(relation, ["t"]), StringComparison.Ordinal);
        Assert.Equal(["1|1", "2|1", "3|1"], Run(relation).Order());
    }

    [Fact]
    public void Aggregates_take_NaN_and_null_as_CSharp_does()
    {
        RelationNode relation = new AggregateNode(new InputNode(), [], [
            new("rows", AggregateKind.Count), new("values", AggregateKind.Count, s_d), new("x", AggregateKind.CountIf, Call("equal", s_s, ConstantNode.Of("x"))),
            new("distinct", AggregateKind.CountDistinct, s_s), new("sum", AggregateKind.Sum, s_a), new("mean", AggregateKind.Mean, s_a),
            new("min", AggregateKind.Min, s_d), new("max", AggregateKind.Max, s_d), new("sd", AggregateKind.StandardDeviation, s_d),
            new("sdi", AggregateKind.StandardDeviation, s_a), new("q", AggregateKind.Quantile, s_d, 0.5),
        ]);
        List<object?[]> rows = Query(DuckDbDialect.Relation(relation, ["t"]));
        Assert.Equal([6L, 5L, 2L, 3L, 10L, 2.0, double.NaN, double.PositiveInfinity, double.NaN], rows.Single()[..9]);
        Assert.Equal(Math.Sqrt(2.5), Assert.IsType<double>(rows.Single()[9]), 12);
        Assert.IsType<double>(rows.Single()[10]);
    }

    [Fact]
    public void Aggregates_of_no_rows_are_null_and_counts_are_zero()
    {
        RelationNode relation = new AggregateNode(new FilterNode(new InputNode(), Call("greater", s_a, Number(99))), [], [
            new("rows", AggregateKind.Count), new("sum", AggregateKind.Sum, s_a), new("min", AggregateKind.Min, s_d), new("max", AggregateKind.Max, s_d),
            new("sd", AggregateKind.StandardDeviation, s_d), new("mean", AggregateKind.Mean, s_d),
        ]);
        Assert.Equal([0L, null, null, null, null, null], Query(DuckDbDialect.Relation(relation, ["t"])).Single());
    }

    [Fact]
    public void A_sum_that_leaves_64_bits_is_an_error()
    {
        RelationNode relation = new AggregateNode(new InputNode(), [], [new("sum", AggregateKind.Sum, Call("add", Number(long.MaxValue - 10), s_a))]);
        Assert.Contains("out of range", Assert.Throws<DuckDBException>(() => Query(DuckDbDialect.Relation(relation, ["t"]))).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Groups_are_by_key_and_null_is_a_group_of_its_own()
    {
        RelationNode groups = new AggregateNode(new InputNode(), [new("s", s_s)], [new("n", AggregateKind.Count)]);
        RelationNode sorted = new SortLimitNode(groups, [new(new ColumnNode("n", DataType.Int64, false), true), new(s_s)], 3);
        Assert.Equal(["x|2", "y|2", "z|1"], Run(sorted));
        Assert.Equal(4, Run(groups).Count);
    }

    [Fact]
    public void Sorting_puts_NaN_first_and_null_last()
    {
        Assert.Equal(["NaN", "-2.5", "0", "1.5", "Infinity", ""], Run(new ProjectNode(new SortLimitNode(new InputNode(), [new(s_d)], null), [new("d", s_d)])));
        Assert.Equal(["Infinity", "1.5", "0", "-2.5", "NaN", ""], Run(new ProjectNode(new SortLimitNode(new InputNode(), [new(s_d, true)], null), [new("d", s_d)])));
    }

    [Fact]
    public void Sorting_by_a_column_that_a_new_one_hides_sorts_by_the_new_one()
    {
        RelationNode projected = new ProjectNode(new FilterNode(new InputNode(), Call("greater", s_a, Number(0))), [new("a", Call("negate", s_a)), new("old", s_a)]);
        Assert.Equal(["-4|4", "-3|3"], Run(new SortLimitNode(projected, [new(s_a)], 2)));
        Assert.Equal(["-1|1", "-2|2"], Run(new SortLimitNode(projected, [new(Call("abs", s_a))], 2)));
    }

    [Fact]
    public void Words_give_a_row_for_each_different_word_of_each_text()
    {
        Query("CREATE TABLE remarks AS SELECT * FROM (VALUES (1, 'Bird, bird'), (2, 'a bird'), (3, NULL), (4, ' - '), (5, '')) v(id, remark)");
        RelationNode source = new FilterNode(new InputNode(), Call("greater", new ColumnNode("id", DataType.Int64, false), Number(0)));
        RelationNode words = new WordsNode(source, new ColumnNode("remark", DataType.String, true), "word");
        RelationNode counts = new AggregateNode(words, [new("word", new ColumnNode("word", DataType.String, false))], [new("n", AggregateKind.Count)]);
        Assert.Equal(["a|1", "bird|2"], Query(DuckDbDialect.Relation(counts, ["remarks"])).Select(row => string.Join('|', row)).Order());
    }

    [Fact]
    public void Quantiles_are_values_that_occur_and_the_same_in_every_run()
    {
        RelationNode relation = new AggregateNode(new InputNode(), [], [
            new("q3", AggregateKind.Quantile, s_a, 0.75), new("q1", AggregateKind.Quantile, s_a, 0.25), new("d", AggregateKind.Quantile, s_d, 0.25)]);
        Assert.Equal([3.0, 1.0, -2.5], Query(DuckDbDialect.Relation(relation, ["t"])).Single());
    }

    [Fact]
    public void A_limit_is_taken_before_what_follows_it()
    {
        RelationNode first = new SortLimitNode(new InputNode(), [new(s_a, true)], 2);
        Assert.Equal(["3"], Run(new ProjectNode(new FilterNode(first, Call("less", s_a, Number(4))), [new("a", s_a)])));
        Assert.Equal(["2"], Run(new AggregateNode(first, [], [new("n", AggregateKind.Count)])));
    }

    [Fact]
    public void A_join_pairs_equal_keys_and_null_equals_nothing()
    {
        RelationNode left = new ProjectNode(new InputNode(), [new("a", s_a), new("s", s_s)]);
        RelationNode right = new ProjectNode(new InputNode(), [new("b", s_a), new("z", s_s)]);
        JoinNode joined = new(left, right, JoinKind.Inner, [new("s", "z")]);
        Assert.Equal(["0|z|0", "1|x|1", "1|x|3", "2|y|", "2|y|2", "3|x|1", "3|x|3", "|y|", "|y|2"], Run(Without(joined, "z")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_left_join_keeps_each_row_without_a_partner_once()
    {
        RelationNode left = new ProjectNode(new InputNode(), [new("a", s_a)]);
        RelationNode right = new ProjectNode(new FilterNode(new InputNode(), Call("greater", s_a, Number(2))), [new("b", s_a), new("s", s_s)]);
        JoinNode joined = new(left, right, JoinKind.Left, [new("a", "b")]);
        Assert.Equal(["0|", "1|", "2|", "3|x", "4|", "|"], Run(Without(joined, "b")).Order(StringComparer.Ordinal));
        Assert.Equal(
            """
            SELECT "a", "s"
            FROM (
            SELECT "a"
            FROM t
            ) AS left_rows
            LEFT JOIN (
            SELECT "a" AS "b", "s"
            FROM t
            WHERE "a" > 2
            ) AS right_rows ON "a" = "b"
            """.ReplaceLineEndings("\n"),
            DuckDbDialect.Relation(Without(joined, "b"), ["t"]));
    }

    [Fact]
    public void A_filter_that_may_fail_sees_only_pairs()
    {
        RelationNode left = new ProjectNode(new InputNode(), [new("a", s_a)]);
        RelationNode right = new ProjectNode(new FilterNode(new InputNode(), Call("not_equal", s_a, Number(0))), [new("b", s_a)]);
        JoinNode joined = new(left, right, JoinKind.Inner, [new("a", "b")]);
        RelationNode filtered = new FilterNode(joined, Call("greater", Call("divide", Number(12), s_a), Number(3)));
        Assert.Equal(["1", "2", "3"], Run(new ProjectNode(filtered, [new("a", s_a)])).Order());
    }

    [Fact]
    public void A_limit_is_taken_before_the_join_that_follows_it()
    {
        RelationNode left = new ProjectNode(new FilterNode(new InputNode(), Call("equal", s_a, Number(1))), [new("a", s_a)]);
        RelationNode right = new ProjectNode(new SortLimitNode(new InputNode(), [new(s_a)], 1), [new("b", s_a)]);
        RelationNode joined = new JoinNode(left, right, JoinKind.Left, [new("a", "b")]);
        Query("SET disabled_optimizers = 'late_materialization'");
        Assert.Equal(["1|"], Run(joined));
        Assert.Contains("LEFT JOIN (WITH first_rows AS MATERIALIZED (", DuckDbDialect.Relation(joined, ["t"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_union_goes_by_names_and_keeps_equal_rows()
    {
        RelationNode first = new ProjectNode(new FilterNode(new InputNode(), Call("less", s_a, Number(2))), [new("a", s_a), new("s", s_s)]);
        RelationNode second = new ProjectNode(new SortLimitNode(new InputNode(), [new(s_a, true)], 1), [new("s", s_s), new("a", s_a)]);
        RelationNode union = new UnionNode(new UnionNode(first, second), first);
        Assert.Equal(["0|z", "0|z", "1|x", "1|x", "4|"], Run(union).Order());
        Assert.Equal(["0|z", "1|x", "4|"], Run(new DistinctNode(union)).Order());
    }

    [Fact]
    public void Distinct_takes_null_as_null_NaN_as_NaN_and_minus_0_as_0()
    {
        ConstantNode minusZero = ConstantNode.Of(-0d);
        RelationNode twice = new UnionNode(
            new ProjectNode(new InputNode(), [new("d", s_d)]),
            new ProjectNode(new InputNode(), [new("d", new ConditionalNode(Call("equal", s_d, ConstantNode.Of(0d)), minusZero, s_d))]));
        Assert.Equal(["", "-2.5", "0", "1.5", "Infinity", "NaN"], Reproduced(new DistinctNode(twice)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Ties_are_broken_by_all_columns_where_equal_tables_must_give_equal_rows()
    {
        RelationNode relation = new ProjectNode(new SortLimitNode(new InputNode(), [new(s_s)], 2), [new("a", s_a), new("s", s_s)]);
        Assert.Equal(["1|x", "3|x"], Reproduced(relation));
        Assert.Contains("""ORDER BY "s" ASC NULLS LAST, "a", "d", signbit("d")""", Sql(relation), StringComparison.Ordinal);
    }

    [Fact]
    public void What_mixes_up_the_rows_is_sorted_where_equal_tables_must_give_equal_rows()
    {
        AggregateNode groups = new(new InputNode(), [new("s", s_s)], [new("n", AggregateKind.Count), new("sum", AggregateKind.Sum, s_d)]);
        Assert.EndsWith("\nGROUP BY 1\nORDER BY 1", Sql(groups));
        Assert.Contains("""sum("d" ORDER BY "d") AS "sum""", Sql(groups), StringComparison.Ordinal);
        Assert.EndsWith("\nORDER BY ALL", Sql(new ProjectNode(groups, [new("n", new ColumnNode("n", DataType.Int64, false))])));
        Assert.EndsWith("\nORDER BY ALL", Sql(new DistinctNode(new InputNode())));
        Assert.DoesNotContain("ORDER BY", Sql(new UnionNode(new InputNode(), new FilterNode(new InputNode(), Call("greater", s_a, Number(1))))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"; DROP TABLE t; --")]
    [InlineData("a\"b")]
    [InlineData("'")]
    [InlineData("\n")]
    [InlineData("SELECT")]
    [InlineData("😀 é \\ %")]
    [InlineData("/* */")]
    public void Hostile_names_and_texts_stay_names_and_texts(string hostile)
    {
        RelationNode relation = new FilterNode(
            new ProjectNode(new ProjectNode(new InputNode(), [new(hostile, ConstantNode.Of(hostile))]), [new(hostile, new ColumnNode(hostile, DataType.String, true))]),
            Call("equal", new ColumnNode(hostile, DataType.String, true), ConstantNode.Of(hostile)));
        Assert.Equal(Enumerable.Repeat(hostile, 6), Run(relation));
        Assert.Equal(6, Run(new InputNode()).Count);
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = DuckDbDialect.Relation(relation, ["t"]);
        using DuckDBDataReader reader = command.ExecuteReader();
        Assert.Equal(hostile, reader.GetName(0));
    }

    [Fact]
    public void A_NUL_and_half_a_surrogate_pair_are_refused()
    {
        Assert.Equal(
            "The text 'a\\u0000b' has a NUL character, which SQL can't hold. Take it out.",
            Assert.Throws<NotSupportedException>(() => DuckDbDialect.Scalar(ConstantNode.Of("a\0b"))).Message);
        Assert.Contains("half a surrogate pair", Assert.Throws<NotSupportedException>(() => DuckDbDialect.Identifier("a\ud800")).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _connection.Dispose();

    private static CallNode Call(string function, params ScalarNode[] arguments) => FunctionTable.Call(function, arguments);

    private static ConstantNode Number(long number) => ConstantNode.Of(number);

    private static ProjectNode Without(JoinNode join, string column)
    {
        IEnumerable<NamedScalar> columns = ((ProjectNode)join.Left).Columns.Concat(((ProjectNode)join.Right).Columns).Where(item => item.Name != column);
        return new(join, columns.Select(item => new NamedScalar(item.Name, new ColumnNode(item.Name, item.Value.Type, true))).ToValueList());
    }

    private static string Sql(RelationNode relation) =>
        DuckDbDialect.ReproducibleRelation(relation, ["t"], [new([new("a", DataType.Int64), new("d", DataType.Double), new("s", DataType.String)])]);

    private List<string> Reproduced(RelationNode relation) => Texts(Sql(relation));

    private List<string> Run(RelationNode relation) => Texts(DuckDbDialect.Relation(relation, ["t"]));

    private List<string> Texts(string sql) => Query(sql)
        .Select(row => string.Join("|", row.Select(value => FormattableString.Invariant($"{value}"))))
        .ToList();

    private List<object?[]> Query(string sql)
    {
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        using DuckDBDataReader reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read())
            rows.Add(Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i)).ToArray());
        return rows;
    }
}
