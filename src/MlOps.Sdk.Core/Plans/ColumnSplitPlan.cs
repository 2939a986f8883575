using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Plans;

/// <summary>By a value that says <c>train</c>, <c>validation</c> or <c>test</c>; anything else is an error.</summary>
/// <param name="Value">A String, never null.</param>
public sealed record ColumnSplitPlan(ScalarNode Value) : SplitPlan;
