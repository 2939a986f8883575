namespace MlOps.Sdk.Plans;

/// <summary>One-hot over the remainders of a fingerprint.</summary>
/// <param name="Buckets">How many slots there are.</param>
public sealed record HashPlan(int Buckets) : AnalyzerPlan;
