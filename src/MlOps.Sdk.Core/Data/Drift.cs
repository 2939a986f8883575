namespace MlOps.Sdk.Data;

/// <summary>How far a distribution has moved: the Jensen–Shannon distance, 0 (the same) to 1 (nothing in common).</summary>
/// <remarks>
/// The square root of the mean of the Kullback–Leibler divergences, in bits, of both distributions from their mean (Lin, "Divergence measures based on the
/// Shannon entropy", 1991; that the root is a metric: Endres and Schindelin, 2003). Bounded and symmetric, it needs no correction for empty bins, as the
/// population stability index does. Absent values are a bin of their own. About 0.1 is worth a look.
/// </remarks>
public static class Drift
{
    /// <summary>The distance of two distributions over the same bins, given by counts; null if one of them has none.</summary>
    /// <exception cref="ArgumentException">The numbers of bins differ.</exception>
    public static double? Between(IReadOnlyList<long> before, IReadOnlyList<long> after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.Count != after.Count)
            throw new ArgumentException($"There are {before.Count} bins before and {after.Count} after. Count both over the same bins.", nameof(after));
        double all = before.Sum(count => (double)count);
        double allAfter = after.Sum(count => (double)count);
        if (all == 0 || allAfter == 0)
            return null;
        double divergence = 0;
        for (int bin = 0; bin < before.Count; bin++)
        {
            double p = before[bin] / all;
            double q = after[bin] / allAfter;
            divergence += (Bits(p, (p + q) / 2) + Bits(q, (p + q) / 2)) / 2;
        }

        return Statistic.Round(Math.Sqrt(Math.Clamp(divergence, 0, 1)), 0.1);
    }

    /// <summary>The distance of two profiles of a column; null if the types differ, or nothing is known of a distribution.</summary>
    internal static double? Between(ColumnProfile before, long rowsBefore, ColumnProfile after, long rowsAfter)
    {
        if (before.Type != after.Type)
            return null;
        if (before.Histogram is { } first && after.Histogram is { } second)
        {
            (List<long> one, List<long> other) = OverSameBins(first, second);
            return Between([.. one, before.Nulls, before.NotFinite], [.. other, after.Nulls, after.NotFinite]);
        }

        return before.Top.Count > 0 && after.Top.Count > 0 ? Between(
            before.Top, before.Distinct, rowsBefore, before.Nulls, after.Top, after.Distinct, rowsAfter, after.Nulls) : null;
    }

    /// <summary>
    /// The distance by the most frequent values. One that only one side lists counts as such if the other lists all of its values; else nobody knows how
    /// often it occurs there, and it goes to the rest. So the distance is rather too small than too great.
    /// </summary>
    internal static double? Between(
        IReadOnlyList<ValueCount> before, long? distinctBefore, long rowsBefore, long missingBefore,
        IReadOnlyList<ValueCount> after, long? distinctAfter, long rowsAfter, long missingAfter)
    {
        Dictionary<string, long> first = before.ToDictionary(value => value.Value, value => value.Rows, StringComparer.Ordinal);
        Dictionary<string, long> second = after.ToDictionary(value => value.Value, value => value.Rows, StringComparer.Ordinal);
        bool firstIsWhole = before.Count == distinctBefore;
        bool secondIsWhole = after.Count == distinctAfter;
        string[] bins =
        [
            .. first.Keys.Where(value => secondIsWhole || second.ContainsKey(value)),
            .. second.Keys.Where(value => firstIsWhole && !first.ContainsKey(value)),
        ];
        return Between(Counts(first, rowsBefore - missingBefore, missingBefore), Counts(second, rowsAfter - missingAfter, missingAfter));

        List<long> Counts(Dictionary<string, long> known, long values, long missing)
        {
            List<long> counts = [.. bins.Select(bin => known.GetValueOrDefault(bin))];
            return [.. counts, values - counts.Sum(), missing];
        }
    }

    // Each width is a power of two, so that the wider bins are made of whole narrower ones.
    private static (List<long> First, List<long> Second) OverSameBins(Histogram first, Histogram second)
    {
        double width = Math.Max(first.Width, second.Width);
        Dictionary<double, long> one = Merged(first, width);
        Dictionary<double, long> other = Merged(second, width);
        double[] bins = [.. one.Keys.Union(other.Keys)];
        return ([.. bins.Select(bin => one.GetValueOrDefault(bin))], [.. bins.Select(bin => other.GetValueOrDefault(bin))]);
    }

    private static Dictionary<double, long> Merged(Histogram histogram, double width)
    {
        Dictionary<double, long> merged = [];
        for (int bin = 0; bin < histogram.Counts.Count; bin++)
        {
            double target = Math.Floor(histogram.EdgeOf(bin) / width);
            merged[target] = merged.GetValueOrDefault(target) + histogram.Counts[bin];
        }

        return merged;
    }

    private static double Bits(double share, double mean) => share == 0 ? 0 : share * Math.Log2(share / mean);
}
