namespace MlOps.Sdk.Benchmarks.Builds;

/// <summary>How long a pipeline of 200 expressions takes from the first verb to the end of <c>Build()</c>.</summary>
internal static class BuildBenchmark
{
    private const double Limit = 50;

    public static async Task RunAsync()
    {
        Console.WriteLine("build: a pipeline of 200 expressions, stated and built");
        using Scratch scratch = new();
        IReadOnlyList<double> medians = await Comparison.RunFiguresAsync(5, scratch.Path, "build-warm", "build-cold");
        Comparison.Print("build", medians[0], "ms", $"< {Limit}", medians[0] < Limit);
        Comparison.Print("build, first of a process", medians[1], "ms", "none", true);
    }
}
