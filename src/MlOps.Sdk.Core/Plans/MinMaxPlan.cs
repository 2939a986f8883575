namespace MlOps.Sdk.Plans;

/// <summary>(value − min) / (max − min), both of the training split, cut off at 0 and 1; null and NaN become the mean.</summary>
public sealed record MinMaxPlan : AnalyzerPlan;
