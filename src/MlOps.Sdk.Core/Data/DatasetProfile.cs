using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>A description of each column of a dataset.</summary>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Columns">The columns, in the order of the schema.</param>
public sealed record DatasetProfile(long Rows, ValueList<ColumnProfile> Columns) : Product;
