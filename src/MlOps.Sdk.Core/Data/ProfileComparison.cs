namespace MlOps.Sdk.Data;

/// <summary>What differs between two profiles: columns that came, went or changed their type, and how far distributions have moved.</summary>
/// <param name="Added">The columns that only the later profile has.</param>
/// <param name="Removed">The columns that only the earlier profile has.</param>
/// <param name="Columns">The columns that both have, in the order of the later.</param>
public sealed record ProfileComparison(ValueList<string> Added, ValueList<string> Removed, ValueList<ColumnComparison> Columns)
{
    /// <summary>Compares two profiles.</summary>
    public static ProfileComparison Compare(DatasetProfile before, DatasetProfile after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        Dictionary<string, ColumnProfile> earlier = before.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        HashSet<string> later = after.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        return new(
            after.Columns.Select(column => column.Name).Where(name => !earlier.ContainsKey(name)).ToValueList(),
            before.Columns.Select(column => column.Name).Where(name => !later.Contains(name)).ToValueList(),
            after.Columns
                .Where(column => earlier.ContainsKey(column.Name))
                .Select(column => ColumnComparison.Compare(earlier[column.Name], before.Rows, column, after.Rows))
                .ToValueList());
    }
}
