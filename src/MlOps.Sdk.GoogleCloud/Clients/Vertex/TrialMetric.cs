namespace MlOps.Sdk.Clients;

/// <summary>A metric's value in a trial.</summary>
/// <param name="MetricId">The metric.</param>
/// <param name="Value">Its value.</param>
public sealed record TrialMetric(string MetricId, double Value);
