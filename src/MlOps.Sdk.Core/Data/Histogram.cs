namespace MlOps.Sdk.Data;

/// <summary>How many values lie in each of a row of bins of equal width.</summary>
/// <remarks>
/// The width is a power of two and every edge a multiple of it, so that the bins of two histograms can be put together exactly (the finer into the coarser),
/// and every engine sorts every value into the same bin. Days count from 1970-01-01, instants in seconds from its midnight UTC.
/// </remarks>
/// <param name="Least">The lower edge of the first bin, at or below the least value.</param>
/// <param name="Width">The width of each bin. A bin holds its lower edge and not its upper one.</param>
/// <param name="Counts">How many values each bin holds.</param>
public sealed record Histogram(double Least, double Width, ValueList<long> Counts)
{
    /// <summary>The lower edge of a bin; of the number of bins, the upper edge of the last.</summary>
    public double EdgeOf(int bin) => Least + (bin * Width);
}
