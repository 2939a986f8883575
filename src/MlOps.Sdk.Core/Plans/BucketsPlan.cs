namespace MlOps.Sdk.Plans;

/// <summary>One-hot over the quantiles of the training split; null and NaN have a slot of their own.</summary>
/// <param name="Count">How many buckets there are to be; fewer if quantiles are equal.</param>
public sealed record BucketsPlan(int Count) : AnalyzerPlan;
