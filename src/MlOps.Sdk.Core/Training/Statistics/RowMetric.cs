namespace MlOps.Sdk.Training.Statistics;

/// <summary>A metric of one model over rows each of which counts any number of times; prepared once, computed thousands of times.</summary>
internal abstract class RowMetric
{
    /// <summary>The metric; NaN if the rows that count don't define it.</summary>
    /// <param name="counts">How often each row counts.</param>
    public abstract double Of(ReadOnlySpan<ushort> counts);
}

/// <summary>A mean over the rows of a value that each row has.</summary>
internal sealed class MeanMetric(double[] values, bool root = false) : RowMetric
{
    public override double Of(ReadOnlySpan<ushort> counts)
    {
        double sum = 0;
        long rows = 0;
        for (int row = 0; row < counts.Length; row++)
        {
            sum += counts[row] * values[row];
            rows += counts[row];
        }

        return root ? Math.Sqrt(sum / rows) : sum / rows;
    }
}

/// <summary>R²: 1 less the squares of the residuals over the squares around the labels' mean.</summary>
internal sealed class RSquaredMetric : RowMetric
{
    private readonly double[] _labels;
    private readonly double[] _squares;

    public RSquaredMetric(double[] labels, float[] predictions)
    {
        // Around the mean of all, so that the sum of squares isn't the difference of two large numbers.
        double mean = labels.Average();
        _labels = [.. labels.Select(label => label - mean)];
        _squares = [.. labels.Zip(predictions, (label, prediction) => (label - prediction) * (label - prediction))];
    }

    public override double Of(ReadOnlySpan<ushort> counts)
    {
        double residual = 0, sum = 0, total = 0;
        long rows = 0;
        for (int row = 0; row < counts.Length; row++)
        {
            double counted = counts[row] * _labels[row];
            residual += counts[row] * _squares[row];
            sum += counted;
            total += counted * _labels[row];
            rows += counts[row];
        }

        return 1 - (residual / (total - (sum * sum / rows)));
    }
}

/// <summary>The mean over classes of the share of the class's rows that are predicted right; classes without rows are left out.</summary>
/// <param name="places">The class of each row, from 0.</param>
/// <param name="right">Whether each row is predicted right.</param>
/// <param name="classes">How many classes there are.</param>
internal sealed class MacroAccuracyMetric(int[] places, bool[] right, int classes) : RowMetric
{
    public override double Of(ReadOnlySpan<ushort> counts)
    {
        long[] rows = new long[classes], hits = new long[classes];
        for (int row = 0; row < counts.Length; row++)
        {
            rows[places[row]] += counts[row];
            hits[places[row]] += right[row] ? counts[row] : 0;
        }

        double shares = 0;
        int present = 0;
        for (int place = 0; place < classes; place++)
        {
            if (rows[place] == 0)
                continue;
            shares += (double)hits[place] / rows[place];
            present++;
        }

        return shares / present;
    }
}
