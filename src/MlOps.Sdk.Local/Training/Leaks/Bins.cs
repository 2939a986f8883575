namespace MlOps.Sdk.Training.Leaks;

/// <summary>Cuts numbers into bins of about equally many rows.</summary>
internal static class Bins
{
    /// <summary>The most bins; what is missing has the code after the last.</summary>
    public const int Most = 256;

    private const int LeastRows = 20;

    /// <summary>The bin of each row; equal numbers are in one.</summary>
    public static int[] Of(float[] values)
    {
        float[] sorted = [.. values.Where(value => !float.IsNaN(value)).Order()];
        int bins = Math.Clamp(sorted.Length / LeastRows, 2, Most);
        float[] starts = [.. Enumerable.Range(1, bins - 1).Where(_ => sorted.Length > 0).Select(bin => sorted[(int)((long)bin * sorted.Length / bins)]).Distinct()];
        return [.. values.Select(value => float.IsNaN(value) ? Most : BinOf(value, starts))];
    }

    private static int BinOf(float value, float[] starts)
    {
        int found = Array.BinarySearch(starts, value);
        return found >= 0 ? found + 1 : ~found;
    }
}
