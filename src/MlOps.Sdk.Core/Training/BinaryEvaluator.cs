using System.Runtime.InteropServices;

namespace MlOps.Sdk.Training;

/// <summary>Computes the metrics of a binary classifier from labels and probabilities, exactly.</summary>
/// <param name="expectedRows">How many rows will be added; any other number is only slower.</param>
public sealed class BinaryEvaluator(int expectedRows = 0)
{
    private const double Certain = 1e-15;

    private readonly List<float> _probabilities = new(expectedRows);
    private readonly List<bool> _labels = new(expectedRows);

    /// <summary>Adds a row.</summary>
    /// <param name="label">What is true.</param>
    /// <param name="probability">The predicted probability of true.</param>
    public void Add(bool label, float probability)
    {
        _labels.Add(label);
        _probabilities.Add(probability);
    }

    /// <summary>The metrics over the rows that were added; those that the rows don't define are NaN.</summary>
    /// <remarks>
    /// Area under the ROC curve: Mann-Whitney's statistic with ties counting half. Area under the precision-recall curve: average precision,
    /// Σ (recallₙ − recallₙ₋₁) · precisionₙ over the distinct probabilities, as in scikit-learn. Log-loss: probabilities are clipped to 1e-15 from 0 and 1.
    /// </remarks>
    public BinaryMetrics Compute()
    {
        Span<float> probabilities = CollectionsMarshal.AsSpan(_probabilities);
        Span<bool> labels = CollectionsMarshal.AsSpan(_labels);
        long truePositives = 0, falsePositives = 0, positives = 0;
        double loss = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            bool predicted = probabilities[row] >= 0.5f;
            positives += labels[row] ? 1 : 0;
            truePositives += predicted && labels[row] ? 1 : 0;
            falsePositives += predicted && !labels[row] ? 1 : 0;
            loss += LogLoss(labels[row] ? probabilities[row] : 1 - (double)probabilities[row]);
        }

        probabilities.Sort(labels);
        (double roc, double precisionRecall) = Areas(probabilities, labels, positives);
        long falseNegatives = positives - truePositives;
        return new BinaryMetrics
        {
            AreaUnderRocCurve = roc,
            AreaUnderPrecisionRecallCurve = precisionRecall,
            Accuracy = 1 - ((double)(falsePositives + falseNegatives) / labels.Length),
            Precision = (double)truePositives / (truePositives + falsePositives),
            Recall = (double)truePositives / positives,
            F1Score = truePositives == 0 ? 0 : 2.0 * truePositives / ((2 * truePositives) + falsePositives + falseNegatives),
            LogLoss = loss / labels.Length,
        };
    }

    /// <summary>The loss in nats of giving what is true this probability.</summary>
    internal static double LogLoss(double probability) => -Math.Log(Math.Clamp(probability, Certain, 1 - Certain));

    // Rows are in ascending order of the probability and walked from the end; rows of one probability are one step of both curves.
    private static (double Roc, double PrecisionRecall) Areas(ReadOnlySpan<float> probabilities, ReadOnlySpan<bool> labels, long positives)
    {
        long negatives = labels.Length - positives;
        long above = 0, negativesAbove = 0;
        double pairs = 0, average = 0;
        for (int row = labels.Length - 1; row >= 0;)
        {
            long tiedPositives = 0, tiedNegatives = 0;
            float probability = probabilities[row];
            for (; row >= 0 && probabilities[row].Equals(probability); row--)
            {
                tiedPositives += labels[row] ? 1 : 0;
                tiedNegatives += labels[row] ? 0 : 1;
            }

            pairs += tiedNegatives * (above + (tiedPositives / 2.0));
            above += tiedPositives;
            negativesAbove += tiedNegatives;
            average += tiedPositives * ((double)above / (above + negativesAbove));
        }

        return (pairs / ((double)positives * negatives), average / positives);
    }
}
