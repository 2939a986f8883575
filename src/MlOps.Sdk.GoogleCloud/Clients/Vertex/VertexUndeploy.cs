namespace MlOps.Sdk.Clients;

/// <summary>The body that takes a deployment away; a split that is null leaves the traffic as it is.</summary>
internal sealed record VertexUndeploy(string DeployedModelId, IReadOnlyDictionary<string, int>? TrafficSplit);
