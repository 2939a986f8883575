using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Plans;

/// <summary>A bound that a metric must keep in each slice of the test rows.</summary>
/// <param name="By">What slices.</param>
/// <param name="Gate">The bound.</param>
/// <param name="MinimumRows">Slices of fewer rows are not held to it.</param>
public sealed record SliceGatePlan(NamedScalar By, GatePlan Gate, long MinimumRows = 100);
