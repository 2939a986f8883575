namespace MlOps.Sdk.Plans;

/// <summary>Makes a validated model a version in the registry.</summary>
/// <remarks>Input: the validated model.</remarks>
public sealed record RegistrationPlan : StagePlan
{
    /// <summary>The model's name in the registry.</summary>
    public required string Model { get; init; }
}
