namespace MlOps.Sdk.Data;

/// <summary>A row that doesn't meet a check.</summary>
/// <param name="Values">Its values: first what the check looks at.</param>
public sealed record ExampleRow(ValueList<ExampleValue> Values);

/// <summary>A value in a row that doesn't meet a check.</summary>
/// <param name="Column">The column's name, or what the value is computed by.</param>
/// <param name="Value">The value, in invariant text, cut off if it is long; null if absent.</param>
public sealed record ExampleValue(string Column, string? Value);
