namespace MlOps.Sdk.Training;

/// <summary>Computes the metrics of a classifier with several classes from labels and probabilities.</summary>
/// <param name="classes">How many classes the model knows.</param>
public sealed class MulticlassEvaluator(int classes)
{
    // The last place counts the rows whose class the model has never seen: it can't be right about them.
    private readonly long[] _rows = new long[classes + 1];
    private readonly long[] _right = new long[classes + 1];
    private double _loss;

    /// <summary>Adds a row.</summary>
    /// <param name="label">The true class, from 0; −1 for one that the model doesn't know, which counts as wrong.</param>
    /// <param name="probabilities">The predicted probability of each class.</param>
    public void Add(int label, ReadOnlySpan<float> probabilities)
    {
        int place = label < 0 ? classes : label;
        int predicted = 0;
        for (int candidate = 1; candidate < probabilities.Length; candidate++)
            predicted = probabilities[candidate] > probabilities[predicted] ? candidate : predicted;

        _rows[place]++;
        _right[place] += predicted == place ? 1 : 0;
        _loss += BinaryEvaluator.LogLoss(label < 0 ? 0 : probabilities[label]);
    }

    /// <summary>The metrics over the rows that were added; NaN over none. Classes without rows are left out of the macro-accuracy.</summary>
    public MulticlassMetrics Compute()
    {
        double shares = 0;
        int present = 0;
        for (int place = 0; place < _rows.Length; place++)
        {
            if (_rows[place] > 0)
            {
                shares += (double)_right[place] / _rows[place];
                present++;
            }
        }

        return new MulticlassMetrics
        {
            MicroAccuracy = (double)_right.Sum() / _rows.Sum(),
            MacroAccuracy = shares / present,
            LogLoss = _loss / _rows.Sum(),
        };
    }
}
