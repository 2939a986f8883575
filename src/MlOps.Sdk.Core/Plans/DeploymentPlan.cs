namespace MlOps.Sdk.Plans;

/// <summary>Puts a model version behind an endpoint.</summary>
/// <remarks>Input: the model version.</remarks>
public sealed record DeploymentPlan : StagePlan
{
    /// <summary>The endpoint's name.</summary>
    public required string Endpoint { get; init; }
}
