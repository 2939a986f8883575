using System.Runtime.InteropServices;

namespace MlOps.Sdk.Benchmarks;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    public static void Print()
    {
        string cpu = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "?"
            : RuntimeInformation.ProcessArchitecture.ToString();
        double memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        Console.WriteLine($"{RuntimeInformation.OSDescription}, {cpu}, {Environment.ProcessorCount} cores, {memory:0} GB, {RuntimeInformation.FrameworkDescription}");
#if DEBUG
        Console.WriteLine("This is a Debug build: its figures mean nothing. Run with -c Release.");
#endif
    }
}
