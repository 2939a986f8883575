namespace MlOps.Sdk.Benchmarks.SpotChecks;

/// <summary>Three learners on five folds of 8,000 strikes of birds, and the best trained: a pipeline against ML.NET's <c>CrossValidate</c>.</summary>
internal static class SpotCheckBenchmark
{
    public static string Data => Path.Combine(AppContext.BaseDirectory, "birdstrikes.csv");

    public static async Task RunAsync()
    {
        Console.WriteLine("spot-check: 3 learners x 5 folds of 8,000 rows, the best trained");
        using Scratch scratch = new();
        IReadOnlyList<Measurement> medians = await Comparison.RunAsync(5, scratch.Path, "spot-check-sdk", "spot-check-by-hand");
        double time = medians[0].Seconds / medians[1].Seconds;
        double cpu = medians[0].CpuSeconds / medians[1].CpuSeconds;
        double memory = medians[0].PeakMegabytes / medians[1].PeakMegabytes;
        Comparison.Print("spot-check, time", time, "x by hand", "<= 1", time <= 1);
        Comparison.Print("spot-check, processor time", cpu, "x by hand", "<= 1", cpu <= 1);
        Comparison.Print("spot-check, peak memory", memory, "x by hand", "none", true);
    }
}
