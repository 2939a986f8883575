namespace MlOps.Sdk.Plans;

/// <summary>The machine that a stage asks for.</summary>
/// <remarks>Spot-checks and searches run as many trials side by side as it has cores, and as half of its memory holds; one at least.</remarks>
/// <param name="Cores">Processor cores; null leaves it to the platform.</param>
/// <param name="MemoryGigabytes">Memory in GB (10⁹ bytes); null leaves it to the platform.</param>
public sealed record ComputeSpec(int? Cores = null, double? MemoryGigabytes = null);
