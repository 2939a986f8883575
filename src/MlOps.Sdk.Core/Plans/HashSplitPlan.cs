using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>By a hash of a key: rows with equal keys stay together, and a row stays where it is when others come.</summary>
/// <param name="Key">The values that make the key.</param>
/// <param name="Test">The share of test rows, 0 to 1.</param>
/// <param name="Validation">The share of validation rows, 0 to 1.</param>
public sealed record HashSplitPlan(ValueList<ScalarNode> Key, double Test, double Validation) : SplitPlan;
