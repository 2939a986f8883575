using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;
using Xunit;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>What every warehouse promises.</summary>
public abstract class WarehouseConformance : StageConformance<IWarehouse>
{
    private static readonly ColumnNode s_real = new("real", DataType.Double, true);
    private static readonly ColumnNode s_text = new("text", DataType.String, true);

    private static ProjectNode All { get; } = new(
        new InputNode(),
        SampleRows.Schema.Columns.Select(column => new NamedScalar(column.Name, ColumnNode.Of(column))).ToValueList());

    [Fact]
    public Task Values_come_back_in_the_types_of_the_algebra() => PromiseAsync(async () =>
    {
        foreach (IReadOnlyList<object?[]> rows in (IReadOnlyList<object?[]>[])[SampleRows.Plain, SampleRows.Extremes, SampleRows.NotFinite])
        {
            QueryResult result = Assert.Single(await QueryAsync(rows, All));
            Assert.Equal(SampleRows.Schema.Columns.Select(column => column.Name), result.Columns);
            AssertRows(rows.OrderBy(row => (long)row[0]!), result.Rows.OrderBy(row => (long)row[0]!));
        }
    });

    [Fact]
    public Task Several_relations_are_answered_in_their_order() => PromiseAsync(async () =>
    {
        RelationNode total = new AggregateNode(new InputNode(), [], [new("n", AggregateKind.Count), new("max", AggregateKind.Max, s_real), new("sum", AggregateKind.Sum, SampleRows.Id)]);
        RelationNode none = new FilterNode(All, FunctionTable.Call("less", SampleRows.Id, ConstantNode.Of(0L)));
        IReadOnlyList<QueryResult> results = await QueryAsync(SampleRows.Plain, total, All, none, total);

        Assert.Equal([1, 5, 0, 1], results.Select(result => result.Rows.Count));
        AssertRows([[5L, 1.5, 15L]], results[0].Rows);
        AssertRows([[5L, 1.5, 15L]], results[3].Rows);
        AssertRows(SampleRows.Plain.OrderBy(row => (long)row[0]!), results[1].Rows.OrderBy(row => (long)row[0]!));
    });

    [Fact]
    public Task Groups_count_nulls_as_one() => PromiseAsync(async () =>
    {
        RelationNode groups = new AggregateNode(new InputNode(), [new("text", s_text)], [new("n", AggregateKind.Count), new("reals", AggregateKind.Count, s_real)]);
        IReadOnlyList<object?[]> rows = [Row(1, "a", 1), Row(2, null, 2), Row(3, "a", null), Row(4, null, null), Row(5, "", 1)];
        QueryResult result = Assert.Single(await QueryAsync(rows, groups));
        Assert.Equal(["\"\" | 1 | 1", "\"a\" | 2 | 1", "null | 2 | 1"], result.Rows.Select(RowText.Of).Order(StringComparer.Ordinal));
    });

    [Fact]
    public Task A_single_sorted_relation_comes_in_its_order() => PromiseAsync(async () =>
    {
        IReadOnlyList<object?[]> rows = [.. Enumerable.Range(0, 200).Select(number => Row((number * 37) % 200, $"{number}", null))];
        RelationNode latest = new SortLimitNode(new ProjectNode(new InputNode(), [new("id", SampleRows.Id)]), [new(SampleRows.Id, Descending: true)], 50);
        QueryResult result = Assert.Single(await QueryAsync(rows, latest));
        Assert.Equal(Enumerable.Range(0, 50).Select(number => (object?)(199L - number)), result.Rows.Select(row => row[0]));
    });

    [Fact]
    public Task A_dataset_without_rows_has_aggregates_all_the_same() => PromiseAsync(async () =>
    {
        RelationNode total = new AggregateNode(new InputNode(), [], [new("n", AggregateKind.Count), new("max", AggregateKind.Max, s_real)]);
        IReadOnlyList<QueryResult> results = await QueryAsync([], total, All);
        AssertRows([[0L, null]], results[0].Rows);
        Assert.Empty(results[1].Rows);
        Assert.Equal(SampleRows.Schema.Columns.Count, results[1].Columns.Count);
    });

    [Fact]
    public Task A_sample_is_of_the_rows_enough_of_them_and_always_the_same() => PromiseAsync(async () =>
    {
        IReadOnlyList<object?[]> rows = [.. Enumerable.Range(0, 3_000).Select(number => Row(number, "x", number))];
        Dataset dataset = await Fixture.WriteAsync(SampleRows.Schema, rows);
        QueryResult first = await Stage.SampleAsync(All, dataset, 100, Context(), Token);
        QueryResult second = await Stage.SampleAsync(All, dataset, 100, Context(), Token);
        QueryResult more = await Stage.SampleAsync(All, dataset, 5_000, Context(), Token);

        long[] ids = [.. first.Rows.Select(row => (long)row[0]!)];
        Assert.InRange(ids.Length, 100, 3_000);
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(first.Rows, row => Assert.Equal((double)(long)row[0]!, row[3]));
        Assert.Equal(ids.Order(), second.Rows.Select(row => (long)row[0]!).Order());
        Assert.Equal(3_000, more.Rows.Count);
    });

    [Fact]
    public Task A_column_that_is_not_there_is_refused() => PromiseAsync(async () =>
    {
        Dataset dataset = await Fixture.WriteAsync(SampleRows.Schema, SampleRows.Plain);
        RelationNode wrong = new ProjectNode(new InputNode(), [new("x", new ColumnNode("absent", DataType.Int64, true))]);
        Assert.Contains("absent", await AssertRefusedAsync(() => Stage.QueryAsync([wrong], dataset, Context(), Token)), StringComparison.Ordinal);
    });

    [Fact]
    public Task A_cancelled_query_ends() => PromiseAsync(async () =>
    {
        Dataset dataset = await Fixture.WriteAsync(SampleRows.Schema, SampleRows.Plain);
        await AssertCancelledAsync(token => Stage.QueryAsync([All], dataset, Context(), token));
    });

    private static object?[] Row(long id, string? text, double? real) => [id, null, null, real, text, null, null];

    private async Task<IReadOnlyList<QueryResult>> QueryAsync(IReadOnlyList<object?[]> rows, params RelationNode[] relations) =>
        await Stage.QueryAsync(relations, await Fixture.WriteAsync(SampleRows.Schema, rows), Context(), Token);
}
