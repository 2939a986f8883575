using System.Text.Json.Serialization;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Rows in Parquet files, with their schema.</summary>
/// <param name="Parts">The Parquet files; together they are the rows, in order.</param>
/// <param name="Schema">The columns.</param>
/// <param name="Rows">How many rows there are.</param>
public sealed record Dataset(ValueList<DataFile> Parts, Schema Schema, long Rows) : Product
{
    /// <summary>What the source said of its version when the rows were read (a file hash, a generation, a snapshot); null for derived datasets.</summary>
    public string? SourceVersion { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override ValueList<DataFile> Files => Parts;
}
