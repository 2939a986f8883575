namespace MlOps.Sdk.Plans;

/// <summary>Puts a model version behind an endpoint.</summary>
/// <remarks>Input: the model version.</remarks>
public sealed record DeploymentPlan : StagePlan
{
    /// <summary>The endpoint's name.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The percent of the traffic that the version gets beside the one that had most of it, which keeps the rest; null for all of the traffic.</summary>
    public int? Canary { get; init; }
}
