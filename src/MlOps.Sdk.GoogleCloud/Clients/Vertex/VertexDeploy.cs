namespace MlOps.Sdk.Clients;

/// <summary>The body of a deployment; a split that is null leaves the traffic as it is.</summary>
internal sealed record VertexDeploy(DeployedModel DeployedModel, IReadOnlyDictionary<string, int>? TrafficSplit);
