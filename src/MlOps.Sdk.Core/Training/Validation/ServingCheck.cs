using System.Globalization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training;

/// <summary>Loads a bundle as a host would, and measures what its predictions take.</summary>
internal static class ServingCheck
{
    private const int WarmUp = 2_000;
    private const int Measured = 2_000;

    // A machine that is busy with other things makes some rounds slow; a model that is slow makes all of them so.
    private const int Rounds = 5;

    /// <exception cref="ModelBundleException">The bundle can't be served; the message says which file or row is to blame.</exception>
    public static ServingMeasurement Measure(ModelBundle bundle, TimeProvider time, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        ServableModel model = ServableModel.Load(bundle.Folder);
        double load = time.GetElapsedTime(started).TotalMilliseconds;

        string[] instances = [.. bundle.ReadGolden().Select(row => row.Instance)];
        InstanceReader reader = new(bundle.Manifest.Instance);
        RowBuffer row = model.CreateRow();
        float[] scores = new float[model.ScoreCount];
        Predict(WarmUp);

        double[]? best = null;
        long allocated = 0;
        for (int round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long before = GC.GetAllocatedBytesForCurrentThread();
            double[] times = Predict(Measured);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before - (times.Length * sizeof(double));
            Array.Sort(times);
            best = best is null || At(times, 0.99) < At(best, 0.99) ? times : best;
        }

        return new(At(best!, 0.5), At(best!, 0.99), load, Measured, (double)Math.Max(0, allocated) / Measured, SizeOf(bundle.Folder));

        double[] Predict(int predictions)
        {
            double[] times = new double[predictions];
            for (int index = 0; index < predictions; index++)
            {
                long begun = time.GetTimestamp();
                reader.Read(instances[index % instances.Length], row);
                model.Predict(row, scores);
                times[index] = time.GetElapsedTime(begun).TotalMilliseconds;
            }

            return times;
        }
    }

    /// <summary>The bounds with what was measured.</summary>
    public static IEnumerable<GateResult> Check(ServingGatePlan plan, ServingMeasurement measured)
    {
        if (plan.P99 is { } bound)
            yield return new(Text($"p99 <= {bound.TotalMilliseconds} ms"), measured.P99, measured.P99 <= bound.TotalMilliseconds) { IsServing = true };
        if (plan.Megabytes is { } megabytes)
            yield return new(Text($"size <= {megabytes} MB"), measured.BundleBytes / 1e6, measured.BundleBytes / 1e6 <= megabytes) { IsServing = true };
    }

    private static double At(double[] sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];

    private static long SizeOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
