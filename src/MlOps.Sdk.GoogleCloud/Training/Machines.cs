using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training;

/// <summary>The machine types of the family n2, by cores and memory.</summary>
internal static class Machines
{
    // The family's sizes; GB of memory for each core: highcpu 1, standard 4, highmem 8.
    private static readonly int[] s_cores = [2, 4, 8, 16, 32, 48, 64, 80];
    private static readonly (string Kind, double MemoryPerCore)[] s_kinds = [("standard", 4), ("highmem", 8)];

    /// <summary>The smallest machine that has what a stage asks for.</summary>
    /// <param name="compute">What it asks for.</param>
    /// <param name="otherwise">The machine if it asks for nothing.</param>
    public static string For(ComputeSpec compute, string otherwise)
    {
        if (compute is { Cores: null, MemoryGigabytes: null })
            return otherwise;
        return s_cores.SelectMany(cores => s_kinds.Select(kind => (cores, kind)))
            .Where(machine => machine.cores >= (compute.Cores ?? 1) && machine.cores * machine.kind.MemoryPerCore >= (compute.MemoryGigabytes ?? 0))
            .Select(machine => FormattableString.Invariant($"n2-{machine.kind.Kind}-{machine.cores}"))
            .FirstOrDefault("n2-highmem-80");
    }
}
