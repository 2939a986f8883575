namespace MlOps.Sdk.Data;

/// <summary>How a value is distributed, in few numbers: what a later run's rows are compared with.</summary>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Missing">How many of the values are absent, NaN or infinite.</param>
public sealed record Distribution(long Rows, long Missing)
{
    /// <summary>Of numbers, days and instants: the values at which the counts begin anew, rising; null for others. They are quantiles of a sample.</summary>
    public ValueList<double>? Cuts { get; init; }

    /// <summary>How many values lie below the first cut, from it to the second, …, at or above the last; null without cuts.</summary>
    public ValueList<long>? Counts { get; init; }

    /// <summary>Of texts and Booleans: the most frequent values; null for others.</summary>
    public ValueList<ValueCount>? Top { get; init; }

    /// <summary>How many different texts or Booleans there are.</summary>
    public long Distinct { get; init; }
}
