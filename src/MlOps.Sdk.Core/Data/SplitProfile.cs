namespace MlOps.Sdk.Data;

/// <summary>A description of each column in one split.</summary>
/// <param name="Split">The split's name.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Columns">
/// The columns, in the order of the schema. Histograms have the bins of the whole dataset's, and the values of <see cref="ColumnProfile.Top"/> are the whole
/// dataset's; neither quantiles nor different values are known of a split.
/// </param>
public sealed record SplitProfile(string Split, long Rows, ValueList<ColumnProfile> Columns)
{
    /// <summary>The label; null if there is none.</summary>
    public ColumnProfile? Label { get; init; }
}
