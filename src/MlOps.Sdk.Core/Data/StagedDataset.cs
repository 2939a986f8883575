using System.Text.Json.Serialization;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>A table in the warehouse whose column <see cref="SplitName.Column"/> says to which split each row belongs.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Data">The rows; the schema includes the split column, which is last.</param>
/// <param name="Splits">How many rows each split has.</param>
public sealed record StagedDataset(string Table, Dataset Data, ValueList<SplitCount> Splits) : Product
{
    /// <inheritdoc />
    [JsonIgnore]
    public override ValueList<DataFile> Files => Data.Files;

    /// <summary>How many rows a split has; 0 if there is none of that name.</summary>
    public long RowsOf(string split) => Splits.FirstOrDefault(count => count.Split == split)?.Rows ?? 0;
}
