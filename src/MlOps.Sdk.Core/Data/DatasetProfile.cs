using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>A description of each column of a dataset.</summary>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Columns">The columns, in the order of the schema.</param>
public sealed record DatasetProfile(long Rows, ValueList<ColumnProfile> Columns) : Product
{
    /// <inheritdoc />
    /// <remarks>Without the quartiles: engines approximate them, and differently from run to run.</remarks>
    public override string ComputeFingerprint() => Columns.All(column => column.Quartiles is null)
        ? base.ComputeFingerprint()
        : (this with { Columns = Columns.Select(column => column with { Quartiles = null }).ToValueList() }).ComputeFingerprint();
}
