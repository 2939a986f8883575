namespace MlOps.Sdk.Data;

/// <summary>What differs between a column's two profiles.</summary>
/// <param name="Before">The earlier profile.</param>
/// <param name="After">The later profile.</param>
/// <param name="Drift">
/// How far the distribution has moved, 0 to 1: see <see cref="Data.Drift"/>. Null if the type has changed, or nothing is known of a distribution.
/// </param>
/// <param name="NullsBefore">The share of absent values in the earlier profile, 0 to 1.</param>
/// <param name="NullsAfter">The share of absent values in the later profile, 0 to 1.</param>
public sealed record ColumnComparison(ColumnProfile Before, ColumnProfile After, double? Drift, double NullsBefore, double NullsAfter)
{
    /// <summary>The column's name.</summary>
    public string Name => After.Name;

    /// <summary>Whether the type has changed.</summary>
    public bool IsRetyped => Before.Type != After.Type;

    internal static ColumnComparison Compare(ColumnProfile before, long rowsBefore, ColumnProfile after, long rowsAfter) => new(
        before, after, Data.Drift.Between(before, rowsBefore, after, rowsAfter), Share(before.Nulls, rowsBefore), Share(after.Nulls, rowsAfter));

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
