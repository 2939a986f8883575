using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Plans;

/// <summary>A value must not occur twice; each row that repeats one counts, and null repeats nothing.</summary>
/// <param name="Value">The value.</param>
/// <param name="AtLeast">The share of the rows, 0 to 1, that must not repeat a value.</param>
public sealed record UniqueCheckPlan(ScalarNode Value, double AtLeast = 1) : CheckPlan;
