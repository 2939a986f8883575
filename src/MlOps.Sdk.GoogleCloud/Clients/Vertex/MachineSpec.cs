namespace MlOps.Sdk.Clients;

/// <summary>A machine.</summary>
public sealed record MachineSpec
{
    /// <summary>Its type, such as <c>n1-standard-4</c>.</summary>
    public required string MachineType { get; init; }

    /// <summary>The accelerator, such as <c>NVIDIA_L4</c>; null for none.</summary>
    public string? AcceleratorType { get; init; }

    /// <summary>How many accelerators.</summary>
    public int? AcceleratorCount { get; init; }
}
