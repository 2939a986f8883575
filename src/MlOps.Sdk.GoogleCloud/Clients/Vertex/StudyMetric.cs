namespace MlOps.Sdk.Clients;

/// <summary>A metric that trials report.</summary>
/// <param name="MetricId">Its name.</param>
/// <param name="Goal"><c>MAXIMIZE</c> or <c>MINIMIZE</c>.</param>
public sealed record StudyMetric(string MetricId, string Goal);
