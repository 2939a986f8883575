namespace MlOps.Sdk.Plans;

/// <summary>The value itself: the training split says what stands in for null and NaN.</summary>
/// <param name="By">What stands in for a missing value.</param>
public sealed record ImputePlan(Imputation By) : AnalyzerPlan;
