using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Rows in memory; each value is null or of the type that its column says.</summary>
internal sealed record Table(Schema Schema, IReadOnlyList<object?[]> Rows)
{
    /// <summary>What other rows have more or less than these, whatever their order, in words; empty if they are the same.</summary>
    public string Difference(IEnumerable<object?[]> others, double tolerance)
    {
        List<object?[]> missing = [.. Rows];
        List<object?[]> surplus = [];
        foreach (object?[] row in others)
        {
            int index = missing.FindIndex(known => known.Length == row.Length && known.Zip(row).All(pair => TestValue.Same(pair.First, pair.Second, tolerance)));
            if (index < 0)
                surplus.Add(row);
            else
                missing.RemoveAt(index);
        }

        return missing.Count + surplus.Count == 0 ? "" : $"missing {Show(missing)}\nsurplus {Show(surplus)}";
    }

    private static string Show(List<object?[]> rows) => rows.Count == 0 ? "none" : $"{rows.Count}: {string.Join(" ", rows.Take(4).Select(TestValue.Show))}";
}
