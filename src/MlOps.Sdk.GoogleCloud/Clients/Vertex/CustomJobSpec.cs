namespace MlOps.Sdk.Clients;

/// <summary>What runs where.</summary>
public sealed record CustomJobSpec
{
    /// <summary>The machines and their containers; the first pool has one machine, the primary one.</summary>
    public required IReadOnlyList<WorkerPoolSpec> WorkerPoolSpecs { get; init; }

    /// <summary>How long it may take, and what it may cost; null takes the service's defaults.</summary>
    public JobScheduling? Scheduling { get; init; }

    /// <summary>The account that the container runs as; null takes the service's agent.</summary>
    public string? ServiceAccount { get; init; }

    /// <summary>The VPC network, <c>projects/NUMBER/global/networks/NAME</c>; null for none.</summary>
    public string? Network { get; init; }

    /// <summary>Where AIP_MODEL_DIR and AIP_CHECKPOINT_DIR are; null leaves the container without them.</summary>
    public GcsDestination? BaseOutputDirectory { get; init; }
}
