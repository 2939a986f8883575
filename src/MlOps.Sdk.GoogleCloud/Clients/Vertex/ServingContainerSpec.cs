using System.Text.Json.Serialization;

namespace MlOps.Sdk.Clients;

/// <summary>A container that predicts.</summary>
public sealed record ServingContainerSpec
{
    /// <summary>The image; in the endpoint's region.</summary>
    public required string ImageUri { get; init; }

    /// <summary>Replaces the image's entry point.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Arguments.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Environment variables, at most 100; none begins with <c>AIP_</c>.</summary>
    public IReadOnlyList<EnvironmentVariable> Env { get; init; } = [];

    /// <summary>The ports; the first one is that of AIP_HTTP_PORT, 8080 if there is none.</summary>
    public IReadOnlyList<ContainerPort> Ports { get; init; } = [];

    /// <summary>The path of predictions; null takes one made of the deployment's id.</summary>
    public string? PredictRoute { get; init; }

    /// <summary>The path that answers 200 when the container is ready; null takes one made of the deployment's id.</summary>
    public string? HealthRoute { get; init; }

    /// <summary>How long the container may take to be ready; null leaves it to the service.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan? DeploymentTimeout { get; init; }
}
