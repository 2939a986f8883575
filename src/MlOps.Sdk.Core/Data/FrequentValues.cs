using MlOps.Sdk.Algebra.Functions;

namespace MlOps.Sdk.Data;

/// <summary>Values and how often they occur, as a query gives them: the value first, its rows second.</summary>
internal static class FrequentValues
{
    private static readonly Comparer<object> s_order = Comparer<object>.Create(
        (first, second) => first is string text ? Text.Compare(text, (string)second) : Comparer<object>.Default.Compare(first, second));

    /// <summary>
    /// The most frequent first, of equally frequent ones the lesser. Which rows there are is settled by the query, but a batch may hand them over in another
    /// order.
    /// </summary>
    public static IEnumerable<object?[]> InOrder(IReadOnlyList<object?[]> rows) => rows.OrderByDescending(row => (long)row[1]!).ThenBy(row => row[0]!, s_order);
}
