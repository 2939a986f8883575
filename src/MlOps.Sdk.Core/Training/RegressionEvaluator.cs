namespace MlOps.Sdk.Training;

/// <summary>Computes the metrics of a regression from labels and predictions.</summary>
public sealed class RegressionEvaluator
{
    private long _rows;
    private double _absolute;
    private double _squares;
    private double _mean;
    private double _totalSquares;

    /// <summary>Adds a row.</summary>
    /// <param name="label">The true value.</param>
    /// <param name="prediction">The predicted value.</param>
    public void Add(double label, double prediction)
    {
        double residual = label - prediction;
        _absolute += Math.Abs(residual);
        _squares += residual * residual;

        // Welford's update: the squares around the mean in one pass, without subtracting large sums.
        _rows++;
        double distance = label - _mean;
        _mean += distance / _rows;
        _totalSquares += distance * (label - _mean);
    }

    /// <summary>The metrics over the rows that were added; NaN over none. R² of a constant label is not defined: NaN, or −∞ with errors.</summary>
    public RegressionMetrics Compute() => new()
    {
        RSquared = 1 - (_squares / _totalSquares),
        MeanAbsoluteError = _absolute / _rows,
        RootMeanSquaredError = Math.Sqrt(_squares / _rows),
    };
}
