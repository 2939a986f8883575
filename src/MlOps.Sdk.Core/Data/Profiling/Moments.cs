namespace MlOps.Sdk.Data.Profiling;

/// <summary>How many numbers there are, their mean, and the mean of their squares.</summary>
internal readonly record struct Moments(long Count, double Mean, double Square)
{
    /// <summary>The sum of the squared distances from the mean, divided by the count; of numbers whose mean is about 0 nearly all digits are right.</summary>
    public double Variance => Math.Max(0, Square - (Mean * Mean));

    /// <summary>The sample standard deviation; null of fewer than two numbers.</summary>
    public double? Deviation => Count > 1 ? Math.Sqrt(Variance * ((double)Count / (Count - 1))) : null;

    public static Moments Of(IEnumerable<Moments> parts)
    {
        Moments[] all = [.. parts.Where(part => part.Count > 0)];
        long count = all.Sum(part => part.Count);
        return count == 0
            ? default
            : new(count, all.Sum(part => part.Mean * part.Count) / count, all.Sum(part => part.Square * part.Count) / count);
    }
}
