namespace MlOps.Sdk.Plans;

/// <summary>The number of rows must lie in a range, both ends included.</summary>
/// <param name="AtLeast">The least number.</param>
/// <param name="AtMost">The greatest number; null for none.</param>
public sealed record RowCountCheckPlan(long AtLeast, long? AtMost = null) : CheckPlan;
