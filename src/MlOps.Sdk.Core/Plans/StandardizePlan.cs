namespace MlOps.Sdk.Plans;

/// <summary>(value − mean) / standard deviation, both of the training split; null and NaN become the mean.</summary>
public sealed record StandardizePlan : AnalyzerPlan;
