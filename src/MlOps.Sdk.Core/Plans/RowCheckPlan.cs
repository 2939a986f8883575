using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Plans;

/// <summary>A predicate must hold on at least a share of the rows.</summary>
/// <param name="Predicate">A Boolean; null counts as false.</param>
/// <param name="AtLeast">The share, 0 to 1.</param>
public sealed record RowCheckPlan(ScalarNode Predicate, double AtLeast = 1) : CheckPlan;
