namespace MlOps.Sdk.Data;

/// <summary>A description of one column.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Nulls">How many values are absent.</param>
/// <param name="Distinct">How many different values there are.</param>
public sealed record ColumnProfile(string Name, DataType Type, long Nulls, long Distinct)
{
    /// <summary>The least value, in invariant text; null without values.</summary>
    public string? Min { get; init; }

    /// <summary>The greatest value, in invariant text; null without values.</summary>
    public string? Max { get; init; }

    /// <summary>The arithmetic mean of a number column; null for others.</summary>
    public double? Mean { get; init; }

    /// <summary>The sample standard deviation of a number column; null for others.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>The quartiles (25 %, 50 %, 75 %) of a number column; null for others.</summary>
    public ValueList<double>? Quartiles { get; init; }
}
