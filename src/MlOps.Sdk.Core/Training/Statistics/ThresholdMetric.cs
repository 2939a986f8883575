namespace MlOps.Sdk.Training.Statistics;

/// <summary>A metric of the rows that are predicted positive, from a probability of 0.5.</summary>
internal sealed class ThresholdMetric : RowMetric
{
    private readonly Func<long, long, long, double> _of;

    // Which of four counters a row belongs to: bit 0 is what is true, bit 1 what is predicted.
    private readonly byte[] _cells;

    /// <param name="labels">What is true of each row.</param>
    /// <param name="probabilities">Its predicted probability.</param>
    /// <param name="of">The metric of the true positives, the false positives and the false negatives.</param>
    public ThresholdMetric(bool[] labels, float[] probabilities, Func<long, long, long, double> of)
    {
        _of = of;
        _cells = [.. labels.Zip(probabilities, (label, probability) => (byte)((label ? 1 : 0) | (probability >= 0.5f ? 2 : 0)))];
    }

    public override double Of(ReadOnlySpan<ushort> counts)
    {
        Span<long> cells = stackalloc long[4];
        cells.Clear();
        for (int row = 0; row < counts.Length; row++)
            cells[_cells[row]] += counts[row];
        return _of(cells[3], cells[2], cells[1]);
    }
}
