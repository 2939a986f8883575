namespace MlOps.Sdk.Plans;

/// <summary>Describes each column of a dataset: counts, range, mean, quantiles.</summary>
public sealed record ProfilePlan : StagePlan;
