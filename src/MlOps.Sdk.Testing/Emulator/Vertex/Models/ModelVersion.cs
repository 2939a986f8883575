using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Models;

/// <summary>A version of a model.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Body">What was uploaded, without the container.</param>
/// <param name="Container">The container that serves it.</param>
/// <param name="CopyUri">The copy of its artifacts, which only servers are told; null for none.</param>
internal sealed record ModelVersion(long Number, JsonObject Body, JsonObject Container, string? CopyUri)
{
    public List<string> Aliases { get; } = [];

    /// <summary>Where it is deployed: the endpoint's name and the deployment's id.</summary>
    public List<(string Endpoint, string DeployedModelId)> Deployments { get; } = [];
}
