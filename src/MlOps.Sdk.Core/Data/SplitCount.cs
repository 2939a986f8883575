namespace MlOps.Sdk.Data;

/// <summary>How many rows a split has.</summary>
public sealed record SplitCount(string Split, long Rows);
