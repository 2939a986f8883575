namespace MlOps.Sdk.Benchmarks.Features;

/// <summary>Twenty features of a serving host: the compiled delegate against C# written by hand, over the same rows.</summary>
internal static class FeaturesBenchmark
{
    public static async Task RunAsync()
    {
        Console.WriteLine("features: 20 features of a row, compiled against by hand");
        FeaturePrograms.ThrowIfDifferent();
        using Scratch scratch = new();
        IReadOnlyList<double> medians = await Comparison.RunFiguresAsync(5, scratch.Path, "features-compiled", "features-by-hand");
        double ratio = medians[0] / medians[1];
        Comparison.Print("compiled features", ratio, "x by hand", "<= 2", ratio <= 2);
    }
}
