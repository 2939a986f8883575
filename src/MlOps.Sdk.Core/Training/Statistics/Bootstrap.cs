namespace MlOps.Sdk.Training.Statistics;

/// <summary>How much statistics of rows vary if the rows are drawn again and again from themselves, with replacement (Efron 1979).</summary>
internal static class Bootstrap
{
    /// <summary>A statistic of rows.</summary>
    /// <param name="counts">How often each row counts.</param>
    public delegate double Statistic(ReadOnlySpan<ushort> counts);

    /// <summary>The standard error of each statistic; all see the same resamples. NaN if no resample defines it.</summary>
    /// <remarks>Resample i is drawn by a generator of its own: the result doesn't depend on how many cores take part.</remarks>
    public static double[] StandardErrors(int rows, int resamples, int seed, IReadOnlyList<Statistic> statistics, CancellationToken cancellationToken)
    {
        double[][] values = [.. statistics.Select(_ => new double[resamples])];
        Parallel.For(0, resamples, new ParallelOptions { CancellationToken = cancellationToken }, () => new ushort[rows], (resample, _, counts) =>
        {
            Draw(counts, SplitMix64.For(seed, resample));
            for (int index = 0; index < values.Length; index++)
                values[index][resample] = statistics[index](counts);
            return counts;
        }, _ => { });
        return [.. values.Select(Deviation)];
    }

    private static void Draw(ushort[] counts, SplitMix64 random)
    {
        Array.Clear(counts);
        for (int draw = 0; draw < counts.Length; draw++)
            counts[random.Below(counts.Length)]++;
    }

    private static double Deviation(double[] values)
    {
        double[] defined = [.. values.Where(double.IsFinite)];
        if (defined.Length < 2)
            return double.NaN;
        double mean = defined.Average();
        return Math.Sqrt(defined.Sum(value => (value - mean) * (value - mean)) / (defined.Length - 1));
    }
}
