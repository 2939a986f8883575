using System.Text.Json.Serialization;

namespace MlOps.Sdk.Clients;

/// <summary>A port that a container listens on.</summary>
/// <param name="Port">The number.</param>
public sealed record ContainerPort([property: JsonPropertyName("containerPort")] int Port);
