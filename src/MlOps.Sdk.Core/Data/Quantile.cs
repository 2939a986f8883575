namespace MlOps.Sdk.Data;

/// <summary>A value that a share of all values is at or below.</summary>
/// <param name="Share">The share, 0 to 1.</param>
/// <param name="Value">The value.</param>
public sealed record Quantile(double Share, double Value);
