using System.Text.Json;

namespace MlOps.Sdk.Clients;

/// <summary>An endpoint's answer.</summary>
public sealed record VertexPrediction
{
    /// <summary>One for each instance, in their order.</summary>
    public IReadOnlyList<JsonElement> Predictions { get; init; } = [];

    /// <summary>The deployment that answered.</summary>
    public string? DeployedModelId { get; init; }

    /// <summary>The model that answered.</summary>
    public string? Model { get; init; }

    /// <summary>The version that answered.</summary>
    public string? ModelVersionId { get; init; }

    /// <summary>Its name for people.</summary>
    public string? ModelDisplayName { get; init; }
}
