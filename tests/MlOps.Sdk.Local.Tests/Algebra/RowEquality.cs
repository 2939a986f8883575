namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Rows as GROUP BY and DISTINCT tell them apart: null is null, NaN is NaN, 0 is −0.</summary>
internal sealed class RowEquality : IEqualityComparer<object?[]>
{
    public static readonly RowEquality Instance = new();

    public bool Equals(object?[]? x, object?[]? y) => x!.SequenceEqual(y!);

    public int GetHashCode(object?[] row)
    {
        HashCode hash = new();
        foreach (object? value in row)
            hash.Add(value);
        return hash.ToHashCode();
    }
}
