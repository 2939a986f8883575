using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Benchmarks.Features;

/// <summary>Fills feature vectors for a while; what each program says is nanoseconds of processor time a row.</summary>
internal static class FeaturePrograms
{
    // The first passes are slow until the runtime has compiled the loop for good.
    private const int WarmingPasses = 3_000;
    private const int Passes = 6_000;

    private delegate void Fill(RowBuffer row, Span<float> vector);

    public static Task<string> RunCompiledAsync(string folder)
    {
        FeatureFunction features = FeatureFunction.Compile(BookingFeatures.Fitted(), BookingFeatures.Schema);
        return Task.FromResult(Run(features.Fill, features.Width));
    }

    public static Task<string> RunByHandAsync(string folder)
    {
        FeaturesByHand features = new();
        return Task.FromResult(Run(features.Fill, features.Width));
    }

    /// <summary>Both give the same bits for every row.</summary>
    public static void ThrowIfDifferent()
    {
        FeatureFunction compiled = FeatureFunction.Compile(BookingFeatures.Fitted(), BookingFeatures.Schema);
        FeaturesByHand byHand = new();
        float[] first = new float[compiled.Width];
        float[] second = new float[byHand.Width];
        foreach (RowBuffer row in BookingRows.Create())
        {
            compiled.Fill(row, first);
            byHand.Fill(row, second);
            if (!first.AsSpan().SequenceEqual(second))
                throw new InvalidOperationException($"The vectors differ:{Environment.NewLine}{string.Join(' ', first)}{Environment.NewLine}{string.Join(' ', second)}");
        }
    }

    private static string Run(Fill fill, int width)
    {
        RowBuffer[] rows = BookingRows.Create();
        float[] vector = new float[width];
        Pass(fill, rows, vector, WarmingPasses);
        TimeSpan started = Environment.CpuUsage.TotalTime;
        Pass(fill, rows, vector, Passes);
        double nanoseconds = (Environment.CpuUsage.TotalTime - started).TotalNanoseconds / ((double)Passes * rows.Length);
        return $"{nanoseconds:0.0} ns a row";
    }

    private static void Pass(Fill fill, RowBuffer[] rows, float[] vector, int passes)
    {
        for (int pass = 0; pass < passes; pass++)
        {
            foreach (RowBuffer row in rows)
                fill(row, vector);
        }
    }
}
