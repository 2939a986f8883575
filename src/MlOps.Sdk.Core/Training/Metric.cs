namespace MlOps.Sdk.Training;

/// <summary>A metric's name and value.</summary>
public sealed record Metric(string Name, double Value);
