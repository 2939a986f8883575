using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>A description of each column of a dataset.</summary>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Columns">The columns, in the order of the schema; of a staged dataset without the one that holds the split.</param>
public sealed record DatasetProfile(long Rows, ValueList<ColumnProfile> Columns) : Product
{
    /// <summary>The label of a staged dataset; null for others.</summary>
    public ColumnProfile? Label { get; init; }

    /// <summary>The splits of a staged dataset; empty for others.</summary>
    public ValueList<SplitProfile> Splits { get; init; } = [];

    /// <inheritdoc />
    /// <remarks>Without the quantiles: engines approximate them, and differently from run to run.</remarks>
    public override string ComputeFingerprint() => Columns.All(column => column.Quantiles is null) && Label?.Quantiles is null
        ? base.ComputeFingerprint()
        : (this with
        {
            Columns = Columns.Select(column => column with { Quantiles = null }).ToValueList(),
            Label = Label is null ? null : Label with { Quantiles = null },
        }).ComputeFingerprint();
}
