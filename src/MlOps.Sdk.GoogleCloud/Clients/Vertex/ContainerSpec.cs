namespace MlOps.Sdk.Clients;

/// <summary>A container that trains.</summary>
public sealed record ContainerSpec
{
    /// <summary>The image.</summary>
    public required string ImageUri { get; init; }

    /// <summary>Replaces the image's entry point.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Arguments.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Environment variables, at most 100.</summary>
    public IReadOnlyList<EnvironmentVariable> Env { get; init; } = [];
}
