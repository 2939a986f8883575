using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Containers;

/// <summary>Where a server serves.</summary>
/// <param name="EndpointId">The endpoint, or the batch prediction job.</param>
/// <param name="DeployedModelId">The deployment.</param>
/// <param name="Machine">The machine; null takes the service's own.</param>
internal sealed record ServingPlace(string EndpointId, string DeployedModelId, JsonNode? Machine)
{
    /// <summary>The machine of a deployment that names none.</summary>
    public const string DefaultMachine = "n1-standard-2";
}
