using System.Text.Json.Serialization;

namespace MlOps.Sdk.Clients;

/// <summary>A version of a model.</summary>
public sealed record VertexModel
{
    /// <summary>The model's full name, without the version; null before upload.</summary>
    public string? Name { get; init; }

    /// <summary>A name for people, at most 128 characters.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What the model is for.</summary>
    public string? Description { get; init; }

    /// <summary>The version's number; null before upload.</summary>
    public string? VersionId { get; init; }

    /// <summary>What is new in this version.</summary>
    public string? VersionDescription { get; init; }

    /// <summary>Names that lead to this version.</summary>
    public IReadOnlyList<string> VersionAliases { get; init; } = [];

    /// <summary>The folder of the model's files; null for none.</summary>
    public string? ArtifactUri { get; init; }

    /// <summary>The container that serves it; null if the service doesn't tell.</summary>
    public ServingContainerSpec? ContainerSpec { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where this version is deployed.</summary>
    public IReadOnlyList<ModelDeployment>? DeployedModels { get; init; }

    /// <summary>Changes with every change.</summary>
    public string? Etag { get; init; }

    /// <summary>When the model was uploaded.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When this version was uploaded.</summary>
    public DateTimeOffset? VersionCreateTime { get; init; }

    /// <summary>The last part of <see cref="Name"/>; null before upload.</summary>
    [JsonIgnore]
    public string? Id => Name?[(Name.LastIndexOf('/') + 1)..].Split('@')[0];
}
