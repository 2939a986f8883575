using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Functions;

namespace MlOps.Sdk.Data;

/// <summary>The most frequent values and how often they occur, as a query gives them: the value first, its rows second; null not.</summary>
internal static class FrequentValues
{
    private static readonly Comparer<object> s_order = Comparer<object>.Create(
        (first, second) => first is string text ? Text.Compare(text, (string)second) : Comparer<object>.Default.Compare(first, second));

    /// <summary>The column that says in how many rows a value stands.</summary>
    public static ColumnNode Rows { get; } = new("rows", DataType.Int64, Nullable: false);

    /// <summary>The most frequent values of some rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="value">The value.</param>
    /// <param name="limit">How many there may be.</param>
    /// <param name="name">What the value's column is called.</param>
    /// <param name="having">Which of the values, by <see cref="Rows"/>; null for all.</param>
    public static SortLimitNode Of(RelationNode rows, ScalarNode value, int limit, string name = "value", ScalarNode? having = null)
    {
        RelationNode counts = new AggregateNode(rows, [new(name, value)], [new(Rows.Name, AggregateKind.Count)]);
        return First(having is null ? counts : new FilterNode(counts, having), new ColumnNode(name, value.Type, value.Nullable), limit);
    }

    /// <summary>The most frequent of values that are counted already.</summary>
    /// <param name="counts">The values and their <see cref="Rows"/>.</param>
    /// <param name="value">The column of the values.</param>
    /// <param name="limit">How many there may be.</param>
    public static SortLimitNode First(RelationNode counts, ColumnNode value, int limit) => new(
        value.Nullable ? new FilterNode(counts, FunctionTable.Call("is_not_null", value)) : counts, [new(Rows, Descending: true), new(value)], limit);

    /// <summary>
    /// The most frequent first, of equally frequent ones the lesser. Which rows there are is settled by the query, but a batch may hand them over in another
    /// order.
    /// </summary>
    public static IEnumerable<object?[]> InOrder(IReadOnlyList<object?[]> rows) => rows.OrderByDescending(row => (long)row[1]!).ThenBy(row => row[0]!, s_order);
}
