using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Plans;

/// <summary>By time: the earliest rows train, then validation, the latest test.</summary>
/// <param name="Time">A Date or Timestamp, never null.</param>
/// <param name="TestFrom">The first instant of the test split, as a constant of the type of <paramref name="Time"/>.</param>
/// <param name="ValidationFrom">The first instant of the validation split; null for no validation split.</param>
public sealed record TimeSplitPlan(ScalarNode Time, ConstantNode TestFrom, ConstantNode? ValidationFrom) : SplitPlan;
