using MlOps.Sdk.Algebra;
using static MlOps.Sdk.Algebra.FunctionTable;

namespace MlOps.Sdk.Data.Profiling;

/// <summary>The bins of a histogram: as many as are needed of the least power of two that needs no more than about fifty.</summary>
/// <param name="Width">The width of a bin.</param>
/// <param name="First">The number of the first bin: its lower edge divided by the width.</param>
/// <param name="Count">How many bins there are.</param>
internal sealed record HistogramGrid(double Width, double First, int Count)
{
    private const int MostBins = 50;

    public static HistogramGrid Of(DataType type, double least, double greatest)
    {
        double share = (greatest / MostBins) - (least / MostBins);
        double width = share == 0 ? 0 : Math.ScaleB(1, Math.ILogB(share));
        if (width < share)
            width *= 2;

        // Between neighbouring numbers there is nothing to count.
        double extreme = Math.Max(Math.Abs(least), Math.Abs(greatest));
        double finest = type is DataType.Int64 or DataType.Date ? 1 : double.Epsilon;
        width = Math.Max(Math.Max(width, finest), extreme - Math.BitDecrement(extreme));
        double first = Math.Floor(least / width);
        return new(width, first, (int)(Math.Floor(greatest / width) - first) + 1);
    }

    /// <summary>The number of the bin of a number. A division by a power of two is exact, so that every engine finds the same bin.</summary>
    public ScalarNode BinOf(ScalarNode number) => Call("floor", Call("divide", number, ConstantNode.Of(Width)));

    /// <summary>The histogram of rows of a bin's number and how many values it holds.</summary>
    public Histogram Fill(IEnumerable<(double Bin, long Rows)> bins)
    {
        long[] counts = new long[Count];
        foreach ((double bin, long rows) in bins)
            counts[(int)(bin - First)] += rows;
        return new(First * Width, Width, counts.ToValueList());
    }
}
