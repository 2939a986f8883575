namespace MlOps.Sdk.Clients;

/// <summary>A place where a version is deployed.</summary>
/// <param name="Endpoint">The endpoint's full name.</param>
/// <param name="DeployedModelId">The deployment's id there.</param>
public sealed record ModelDeployment(string Endpoint, string DeployedModelId);
