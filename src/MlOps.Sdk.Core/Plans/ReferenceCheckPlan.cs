using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Plans;

/// <summary>A value must occur in another dataset; null refers to nothing and passes.</summary>
/// <param name="Value">The value; no Double.</param>
/// <param name="Input">Which of the stage's datasets holds the other value; 0 is the checked one itself.</param>
/// <param name="Other">The value there, of the same type.</param>
/// <param name="AtLeast">The share of the rows, 0 to 1, for which it must.</param>
public sealed record ReferenceCheckPlan(ScalarNode Value, int Input, ScalarNode Other, double AtLeast = 1) : CheckPlan;
