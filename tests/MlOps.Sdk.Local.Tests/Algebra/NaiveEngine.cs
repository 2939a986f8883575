using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Computes relations in memory, step by step as the nodes define them: what engines are held against.</summary>
/// <param name="inputs">The tables, in the order that <see cref="InputNode.Index"/> counts them.</param>
internal sealed class NaiveEngine(IReadOnlyList<Table> inputs)
{
    /// <exception cref="EvaluationException">A value can't be computed.</exception>
    /// <exception cref="IllConditionedException">The result hangs on what is free.</exception>
    public Table Compute(RelationNode relation) => relation switch
    {
        InputNode input => inputs[input.Index],
        FilterNode filter => Filter(Compute(filter.Source), filter.Predicate),
        ProjectNode project => Project(Compute(project.Source), project.Columns),
        AggregateNode aggregate => Aggregate(Compute(aggregate.Source), aggregate),
        SortLimitNode sort => Sort(Compute(sort.Source), sort),
        JoinNode join => Join(Compute(join.Left), Compute(join.Right), join),
        UnionNode union => Union(Compute(union.First), Compute(union.Second)),
        DistinctNode distinct => Compute(distinct.Source) is var table ? table with { Rows = [.. table.Rows.Distinct(RowEquality.Instance)] } : null!,
        _ => throw new NotSupportedException(relation.GetType().Name),
    };

    private static Table Filter(Table source, ScalarNode predicate)
    {
        object?[] values = Evaluate(source, predicate);
        return source with { Rows = [.. source.Rows.Where((_, index) => values[index] is true)] };
    }

    private static Table Project(Table source, ValueList<NamedScalar> columns) => new(RelationColumns.Of(columns), Rows(source, columns));

    private static Table Aggregate(Table source, AggregateNode node)
    {
        object?[][] keys = Rows(source, node.Keys);
        object?[][] arguments = node.Aggregates.Select(item => item.Argument is null ? [] : Evaluate(source, item.Argument)).ToArray();
        IEnumerable<int[]> groups = node.Keys.Count == 0
            ? [Enumerable.Range(0, source.Rows.Count).ToArray()]
            : Enumerable.Range(0, source.Rows.Count).GroupBy(index => keys[index], RowEquality.Instance).Select(group => group.ToArray());
        IEnumerable<object?[]> rows = groups.Select(group => (object?[])
        [
            .. node.Keys.Count == 0 ? [] : keys[group[0]],
            .. node.Aggregates.Select((item, index) => NaiveAggregate.Of(
                item, group.Length, item.Argument is null ? [] : [.. group.Select(row => arguments[index][row]).OfType<object>()])),
        ]);
        return new(RelationColumns.Of(node.Keys, node.Aggregates), [.. rows]);
    }

    private static Table Sort(Table source, SortLimitNode node)
    {
        IOrderedEnumerable<int> order = Enumerable.Range(0, source.Rows.Count).OrderBy(_ => 0);
        foreach (SortKey key in node.Keys)
        {
            object?[] values = Evaluate(source, key.Value);
            order = order.ThenBy(index => values[index] is null);
            order = key.Descending
                ? order.ThenByDescending(index => values[index], ValueOrder.Instance!)
                : order.ThenBy(index => values[index], ValueOrder.Instance!);
        }

        return source with { Rows = [.. order.Take((int)Math.Min(node.Limit ?? int.MaxValue, int.MaxValue)).Select(index => source.Rows[index])] };
    }

    private static Table Join(Table left, Table right, JoinNode node)
    {
        (int Left, int Right)[] keys = [.. node.Keys.Select(key => (Position(left.Schema, key.Left), Position(right.Schema, key.Right)))];
        List<object?[]> rows = [];
        foreach (object?[] row in left.Rows)
        {
            object?[][] partners = [.. right.Rows.Where(other => keys.All(key => row[key.Left] is { } value && value.Equals(other[key.Right])))];
            if (partners.Length == 0 && node.Kind == JoinKind.Left)
                partners = [new object?[right.Schema.Columns.Count]];
            rows.AddRange(partners.Select(other => (object?[])[.. row, .. other]));
        }

        return new(RelationColumns.Of(left.Schema, right.Schema, node.Kind), rows);
    }

    private static Table Union(Table first, Table second)
    {
        int[] positions = [.. first.Schema.Columns.Select(column => Position(second.Schema, column.Name))];
        return new(
            RelationColumns.OfUnion(first.Schema, second.Schema),
            [.. first.Rows, .. second.Rows.Select(row => positions.Select(position => row[position]).ToArray())]);
    }

    private static object?[][] Rows(Table source, ValueList<NamedScalar> columns)
    {
        object?[][] values = columns.Select(column => Evaluate(source, column.Value)).ToArray();
        return [.. source.Rows.Select((_, index) => values.Select(column => column[index]).ToArray())];
    }

    private static object?[] Evaluate(Table source, ScalarNode value)
    {
        Func<RowBuffer, object?> compiled = ExpressionCompiler.Compile(value, source.Schema);
        RowBuffer buffer = new(source.Schema);
        return source.Rows.Select(row =>
        {
            for (int column = 0; column < row.Length; column++)
                buffer.Set(column, row[column]);
            return compiled(buffer);
        }).ToArray();
    }

    private static int Position(Schema schema, string name) => schema.Columns.TakeWhile(column => column.Name != name).Count();
}
