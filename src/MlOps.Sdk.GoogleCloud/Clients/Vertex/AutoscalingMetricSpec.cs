namespace MlOps.Sdk.Clients;

/// <summary>When machines are added.</summary>
/// <param name="MetricName">Such as <c>aiplatform.googleapis.com/prediction/online/cpu/utilization</c>.</param>
/// <param name="Target">The utilisation in percent that is aimed at.</param>
public sealed record AutoscalingMetricSpec(string MetricName, int Target);
