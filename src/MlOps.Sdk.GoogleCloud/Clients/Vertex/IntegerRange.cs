namespace MlOps.Sdk.Clients;

/// <summary>Whole numbers between two, both included.</summary>
/// <param name="MinValue">The least.</param>
/// <param name="MaxValue">The greatest.</param>
public sealed record IntegerRange(long MinValue, long MaxValue);
