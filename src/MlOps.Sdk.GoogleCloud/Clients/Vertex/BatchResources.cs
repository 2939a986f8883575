namespace MlOps.Sdk.Clients;

/// <summary>The machines of a batch prediction.</summary>
public sealed record BatchResources
{
    /// <summary>The machine.</summary>
    public required MachineSpec MachineSpec { get; init; }

    /// <summary>How many there are at first; null leaves it to the service.</summary>
    public int? StartingReplicaCount { get; init; }

    /// <summary>How many there may be; null takes 10.</summary>
    public int? MaxReplicaCount { get; init; }
}
