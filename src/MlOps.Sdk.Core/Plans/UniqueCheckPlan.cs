using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Plans;

/// <summary>No value may occur twice.</summary>
/// <param name="Value">The value.</param>
public sealed record UniqueCheckPlan(ScalarNode Value) : CheckPlan;
