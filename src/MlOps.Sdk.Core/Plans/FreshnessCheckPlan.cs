using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Plans;

/// <summary>The newest row must not be older than a time, by the run's clock.</summary>
/// <param name="Time">The time of a row: a Timestamp, or a Date, which lasts until the day ends.</param>
/// <param name="Within">The greatest age.</param>
public sealed record FreshnessCheckPlan(ScalarNode Time, TimeSpan Within) : CheckPlan;
