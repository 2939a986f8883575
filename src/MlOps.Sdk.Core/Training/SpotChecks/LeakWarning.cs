namespace MlOps.Sdk.Training;

/// <summary>A feature that looks as if it knew the label, or named the row.</summary>
/// <param name="Feature">The feature's name.</param>
/// <param name="Reason">What was found, with the value, and what to do.</param>
public sealed record LeakWarning(string Feature, string Reason);
