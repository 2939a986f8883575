namespace MlOps.Sdk.Plans;

/// <summary>The machine that a stage asks for.</summary>
/// <param name="Cores">Processor cores; null leaves it to the platform.</param>
/// <param name="MemoryGigabytes">Memory in GB (10⁹ bytes); null leaves it to the platform.</param>
public sealed record ComputeSpec(int? Cores = null, double? MemoryGigabytes = null);
