namespace MlOps.Sdk.Clients;

/// <summary>The response of a deployment.</summary>
internal sealed record VertexDeployed(DeployedModel DeployedModel);
