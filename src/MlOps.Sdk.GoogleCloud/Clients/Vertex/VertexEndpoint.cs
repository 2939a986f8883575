using System.Text.Json.Serialization;

namespace MlOps.Sdk.Clients;

/// <summary>A place that answers with predictions; it outlives the models behind it.</summary>
public sealed record VertexEndpoint
{
    /// <summary>The full name, with the project's number; null before creation.</summary>
    public string? Name { get; init; }

    /// <summary>A name for people, at most 128 characters.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What is deployed to it; null before creation.</summary>
    public IReadOnlyList<DeployedModel>? DeployedModels { get; init; }

    /// <summary>Percents by deployment; they sum to 100, or there are none.</summary>
    public IReadOnlyDictionary<string, int>? TrafficSplit { get; init; }

    /// <summary>Changes with every change.</summary>
    public string? Etag { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? UpdateTime { get; init; }

    /// <summary>The last part of <see cref="Name"/>; null before creation.</summary>
    [JsonIgnore]
    public string? Id => Name?[(Name.LastIndexOf('/') + 1)..];
}
