namespace MlOps.Sdk.Benchmarks.Scale;

/// <summary>One pipeline over 10 M and 100 M rows, each in a process that may hold 2 GB: the memory must not follow the rows.</summary>
internal static class ScaleBenchmark
{
    public const long Few = 10_000_000;
    public const long Many = 100_000_000;
    private const double LimitMegabytes = 2_000;
    private const double Difference = 0.2;

    public static async Task RunAsync()
    {
        Console.WriteLine("scale: a pipeline over 10 M and 100 M rows, 2 GB each");
        using Scratch scratch = new();
        ProcessLimit limit = new((long)(LimitMegabytes * 1e6));
        Measurement few = await MeasureAsync("scale-10m", Few, scratch.Path, limit);
        Measurement many = await MeasureAsync("scale-100m", Many, scratch.Path, limit);

        Comparison.Print("peak memory, 10 M rows", few.PeakMegabytes, "MB", $"<= {LimitMegabytes}", few.PeakMegabytes <= LimitMegabytes);
        Comparison.Print("peak memory, 100 M rows", many.PeakMegabytes, "MB", $"<= {LimitMegabytes}", many.PeakMegabytes <= LimitMegabytes);
        double ratio = many.PeakMegabytes / few.PeakMegabytes;
        Comparison.Print("peak memory, 100 M rows", ratio, "x that of 10 M", "< 1.20", ratio < 1 + Difference);
    }

    private static async Task<Measurement> MeasureAsync(string program, long rows, string folder, ProcessLimit limit)
    {
        GeneratedSales.Write(folder, rows);
        string own = Path.Combine(folder, program);
        Measurement measurement = await ChildProcess.RunAsync(program, own, limit);
        Console.WriteLine($"  {measurement}");
        Directory.Delete(own, recursive: true);
        File.Delete(GeneratedSales.FileOf(rows));
        return measurement;
    }
}
