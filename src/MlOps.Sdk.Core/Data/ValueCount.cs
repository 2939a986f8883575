namespace MlOps.Sdk.Data;

/// <summary>A value and how often it occurs.</summary>
/// <param name="Value">The value, in invariant text.</param>
/// <param name="Rows">In how many rows.</param>
public sealed record ValueCount(string Value, long Rows);
