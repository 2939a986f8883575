namespace MlOps.Sdk.Clients;

/// <summary>The machines of a deployment.</summary>
public sealed record DedicatedResources
{
    /// <summary>The machine.</summary>
    public required MachineSpec MachineSpec { get; init; }

    /// <summary>The least number of machines, at least 1.</summary>
    public int MinReplicaCount { get; init; } = 1;

    /// <summary>The greatest number of machines; null takes the least.</summary>
    public int? MaxReplicaCount { get; init; }

    /// <summary>When machines are added.</summary>
    public IReadOnlyList<AutoscalingMetricSpec> AutoscalingMetricSpecs { get; init; } = [];
}
