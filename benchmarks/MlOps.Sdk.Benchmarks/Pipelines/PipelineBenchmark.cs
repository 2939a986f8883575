namespace MlOps.Sdk.Benchmarks.Pipelines;

/// <summary>A pipeline of the SDK against a program that an expert writes by hand with DuckDB and ML.NET.</summary>
internal static class PipelineBenchmark
{
    public static async Task RunAsync()
    {
        Console.WriteLine("pipeline: 3 M flights to a LightGBM model of 100 trees");
        _ = Flights.Path;
        using Scratch scratch = new();
        IReadOnlyList<Measurement> medians = await Comparison.RunAsync(5, scratch.Path, "pipeline-sdk", "pipeline-by-hand");
        double time = medians[0].Seconds / medians[1].Seconds;
        double memory = medians[0].PeakMegabytes / medians[1].PeakMegabytes;
        double cpu = medians[0].CpuSeconds / medians[1].CpuSeconds;
        Comparison.Print("pipeline, time", time, "x by hand", "<= 1.15", time <= 1.15);
        Comparison.Print("pipeline, processor time", cpu, "x by hand", "none", true);
        Comparison.Print("pipeline, peak memory", memory, "x by hand", "<= 1.25", memory <= 1.25);
    }
}
