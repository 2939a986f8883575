namespace MlOps.Sdk.Plans;

/// <summary>Makes a validated model a version, and the champion if it was promoted.</summary>
/// <remarks>Input: the validated model.</remarks>
public sealed record RegistrationPlan : StagePlan
{
    /// <summary>The model's name in the registry.</summary>
    public required string Model { get; init; }

    /// <summary>Whether a version that may become the champion waits until a person approves.</summary>
    public bool RequiresApproval { get; init; }

    /// <summary>The words of people for the model card; null for none.</summary>
    public CardPlan? Card { get; init; }
}
