using System.Text.Json.Serialization;

namespace MlOps.Sdk.Data;

/// <summary>A description of one column, or of the label.</summary>
/// <param name="Name">The column's name; of a label that is computed, how.</param>
/// <param name="Type">Its type.</param>
/// <param name="Nulls">How many values are absent.</param>
/// <param name="Distinct">How many different values there are, absence not counted; null in the profile of a split, where they are not counted.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)] // Run stores may hold profiles with the quartiles of earlier versions.
public sealed record ColumnProfile(string Name, DataType Type, long Nulls, long? Distinct)
{
    /// <summary>How many values are NaN or infinite; they are left out of all that follows.</summary>
    public long NotFinite { get; init; }

    /// <summary>The least value, in invariant text; null without values.</summary>
    public string? Min { get; init; }

    /// <summary>The greatest value, in invariant text; null without values.</summary>
    public string? Max { get; init; }

    /// <summary>The arithmetic mean of a number column; null for others.</summary>
    public double? Mean { get; init; }

    /// <summary>The sample standard deviation of a number column; null for others, and of fewer than two values.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>The quantiles of a number column at 1, 5, 25, 50, 75, 95 and 99 %, of a sample; null for others.</summary>
    public ValueList<Quantile>? Quantiles { get; init; }

    /// <summary>How numbers, days or instants are distributed between the least and the greatest; null for other types, and without values.</summary>
    public Histogram? Histogram { get; init; }

    /// <summary>
    /// The most frequent values of texts, of Booleans, and of whole numbers of which there are few: the most frequent first, of equally frequent ones the
    /// lesser. Empty for others, and where no value occurs twice.
    /// </summary>
    public ValueList<ValueCount> Top { get; init; } = [];

    /// <summary>How closely the column and the label go together in the training split; null if there is no label, or that isn't defined.</summary>
    public Association? Label { get; init; }
}
