namespace MlOps.Sdk.Plans;

/// <summary>What people say of a model in its card.</summary>
/// <param name="IntendedUse">What the model is for, and for whom; null if nobody says.</param>
/// <param name="Limits">What it must not be used for, and where it is known to err; null if nobody says.</param>
public sealed record CardPlan(string? IntendedUse = null, string? Limits = null);
