namespace MlOps.Sdk.Clients;

/// <summary>The value of a parameter.</summary>
/// <param name="Value">A scalar's text; null for a null.</param>
/// <param name="ArrayValues">An array's elements; null for a scalar.</param>
public sealed record BigQueryParameterValue(string? Value, IReadOnlyList<BigQueryParameterValue>? ArrayValues = null);
