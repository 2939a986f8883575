namespace MlOps.Sdk.Clients;

/// <summary>A machine's disk.</summary>
public sealed record DiskSpec
{
    /// <summary><c>pd-ssd</c>, <c>pd-standard</c> or <c>hyperdisk-balanced</c>; null takes the first.</summary>
    public string? BootDiskType { get; init; }

    /// <summary>Its size in GB; null takes 100.</summary>
    public int? BootDiskSizeGb { get; init; }
}
