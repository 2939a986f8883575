namespace MlOps.Sdk.Plans;

/// <summary>The value itself, and what the training split says in the place of null and NaN.</summary>
/// <param name="By">What stands in for a missing value.</param>
public sealed record ImputePlan(Imputation By) : AnalyzerPlan;
