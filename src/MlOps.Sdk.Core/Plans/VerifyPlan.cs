using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>Checks a dataset; if a check fails, nothing after it runs.</summary>
public sealed record VerifyPlan : StagePlan
{
    /// <summary>The checks, all evaluated in one query.</summary>
    public required ValueList<CheckPlan> Checks { get; init; }
}
