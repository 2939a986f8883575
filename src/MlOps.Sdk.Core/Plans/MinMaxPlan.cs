namespace MlOps.Sdk.Plans;

/// <summary>(value − min) / (max − min), cut off at 0 and 1; both are of the training split, null and NaN become the mean.</summary>
public sealed record MinMaxPlan : AnalyzerPlan;
