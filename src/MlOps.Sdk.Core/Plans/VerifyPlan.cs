using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>Checks a dataset; if a blocking check doesn't hold, nothing after it runs.</summary>
/// <remarks>Inputs: the dataset, then those that its values must occur in.</remarks>
public sealed record VerifyPlan : StagePlan
{
    /// <summary>The checks, all evaluated in one query.</summary>
    public required ValueList<CheckPlan> Checks { get; init; }
}
