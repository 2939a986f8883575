namespace MlOps.Sdk.Clients;

/// <summary>Real numbers between two, both included.</summary>
/// <param name="MinValue">The least.</param>
/// <param name="MaxValue">The greatest.</param>
public sealed record DoubleRange(double MinValue, double MaxValue);
