namespace MlOps.Sdk.Clients;

/// <summary>A job that runs a container.</summary>
public sealed record CustomJob : VertexJob
{
    /// <summary>What runs where.</summary>
    public required CustomJobSpec JobSpec { get; init; }
}
