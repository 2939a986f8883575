namespace MlOps.Sdk.Training.Statistics;

/// <summary>A metric of the order in which probabilities put the rows; they are sorted once, and then only counted.</summary>
internal sealed class RankMetric : RowMetric
{
    private readonly bool _precisionRecall;
    private readonly int[] _order;

    // -1 for a positive row, 0 for a negative one: a sum without a branch that the processor would guess wrong half of the time.
    private readonly int[] _positive;
    private readonly int[] _ends;

    /// <param name="labels">What is true of each row.</param>
    /// <param name="probabilities">Its predicted probability.</param>
    /// <param name="precisionRecall">Whether the area under the precision-recall curve is wanted, not that under the ROC curve.</param>
    public RankMetric(bool[] labels, float[] probabilities, bool precisionRecall)
    {
        _precisionRecall = precisionRecall;
        _order = new int[labels.Length];
        float[] sorted = [.. probabilities];
        for (int row = 0; row < _order.Length; row++)
            _order[row] = row;
        Array.Sort(sorted, _order);
        Array.Reverse(sorted);
        Array.Reverse(_order);
        _positive = [.. _order.Select(row => labels[row] ? -1 : 0)];
        _ends = [.. Enumerable.Range(1, labels.Length).Where(end => end == labels.Length || !sorted[end].Equals(sorted[end - 1]))];
    }

    // From the greatest probability down; rows of one probability are one step, as in BinaryEvaluator.
    public override double Of(ReadOnlySpan<ushort> counts)
    {
        long positives = 0, negatives = 0;
        double pairs = 0, average = 0;
        int row = 0;
        foreach (int end in _ends)
        {
            int all = 0, positive = 0;
            for (; row < end; row++)
            {
                int count = counts[_order[row]];
                all += count;
                positive += count & _positive[row];
            }

            int negative = all - positive;
            pairs += negative * (positives + (positive * 0.5));
            positives += positive;
            negatives += negative;
            if (_precisionRecall && positive > 0)
                average += positive * ((double)positives / (positives + negatives));
        }

        return _precisionRecall ? average / positives : pairs / ((double)positives * negatives);
    }
}
