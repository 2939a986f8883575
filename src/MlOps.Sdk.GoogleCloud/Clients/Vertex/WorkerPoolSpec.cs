namespace MlOps.Sdk.Clients;

/// <summary>Equal machines that run the same container.</summary>
public sealed record WorkerPoolSpec
{
    /// <summary>The machine.</summary>
    public required MachineSpec MachineSpec { get; init; }

    /// <summary>How many; 1 by default.</summary>
    public long ReplicaCount { get; init; } = 1;

    /// <summary>The machine's disk; null takes 100 GB of SSD.</summary>
    public DiskSpec? DiskSpec { get; init; }

    /// <summary>The container.</summary>
    public required ContainerSpec ContainerSpec { get; init; }
}
