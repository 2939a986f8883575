using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>A value must be distributed much as it was in the rows checked before; without such a run the check passes.</summary>
/// <param name="Value">The value.</param>
/// <param name="AtMost">The greatest <see cref="Drift"/>, 0 to 1.</param>
public sealed record DriftCheckPlan(ScalarNode Value, double AtMost) : CheckPlan;
