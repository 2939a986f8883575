using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>One-hot over stated values; one more slot stands for all others, null among them.</summary>
/// <param name="Values">The values, each with a slot, in order.</param>
public sealed record OneHotPlan(ValueList<ConstantNode> Values) : AnalyzerPlan;
