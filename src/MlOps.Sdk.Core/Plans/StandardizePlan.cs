namespace MlOps.Sdk.Plans;

/// <summary>(value − mean) / standard deviation, both of the training split; null becomes the mean.</summary>
public sealed record StandardizePlan : AnalyzerPlan;
