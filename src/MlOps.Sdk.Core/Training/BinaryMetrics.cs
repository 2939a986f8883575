using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training;

/// <summary>The metrics of a binary classifier; a row is predicted positive from a probability of 0.5.</summary>
public sealed record BinaryMetrics
{
    /// <summary>The probability that a random positive scores above a random negative, ties counting half; 0 to 1.</summary>
    public double AreaUnderRocCurve { get; init; }

    /// <summary>The area under the precision-recall curve (average precision); 0 to 1.</summary>
    public double AreaUnderPrecisionRecallCurve { get; init; }

    /// <summary>The share of rows predicted right; 0 to 1.</summary>
    public double Accuracy { get; init; }

    /// <summary>True positives over predicted positives; NaN if nothing is predicted positive.</summary>
    public double Precision { get; init; }

    /// <summary>True positives over positives; NaN if there are none.</summary>
    public double Recall { get; init; }

    /// <summary>The harmonic mean of precision and recall; 0 without true positives.</summary>
    public double F1Score { get; init; }

    /// <summary>Mean negative log-likelihood in nats; less is better.</summary>
    public double LogLoss { get; init; }

    /// <summary>The metrics as an evaluation of a split.</summary>
    public Evaluation ToEvaluation(string split, long rows) => new(split, TaskKind.Binary, rows,
    [
        new(nameof(Accuracy), Accuracy),
        new(nameof(AreaUnderPrecisionRecallCurve), AreaUnderPrecisionRecallCurve),
        new(nameof(AreaUnderRocCurve), AreaUnderRocCurve),
        new(nameof(F1Score), F1Score),
        new(nameof(LogLoss), LogLoss),
        new(nameof(Precision), Precision),
        new(nameof(Recall), Recall),
    ]);
}
