using MlOps.Sdk.Data;

namespace MlOps.Sdk.Training;

/// <summary>Pictures of a model's predictions on the test rows. Thinned to what an eye can tell apart; null where the task has no such picture.</summary>
public sealed record ModelCurves
{
    /// <summary>The false-positive rate (X) and the true-positive rate (Y) of thresholds from high to low; at most 200 points, from (0, 0) to (1, 1).</summary>
    public ValueList<CurvePoint>? Roc { get; init; }

    /// <summary>Recall (X) and precision (Y) of thresholds from high to low; at most 200 points.</summary>
    public ValueList<CurvePoint>? PrecisionRecall { get; init; }

    /// <summary>Predicted probabilities against what happened, in ten bins; of several classes those of the predicted class against being right.</summary>
    public ValueList<CalibrationBin>? Calibration { get; init; }

    /// <summary>How often each class was taken for each.</summary>
    public ConfusionMatrix? Confusion { get; init; }

    /// <summary>What the predictions of a regression missed by.</summary>
    public ResidualDistribution? Residuals { get; init; }
}

/// <summary>A point of a curve.</summary>
/// <param name="X">The horizontal coordinate, 0 to 1.</param>
/// <param name="Y">The vertical coordinate, 0 to 1.</param>
/// <param name="Threshold">The probability from which rows are predicted positive; infinite for none.</param>
public sealed record CurvePoint(double X, double Y, double Threshold);

/// <summary>The rows whose probability lies in a range.</summary>
/// <param name="From">The range's lower end.</param>
/// <param name="To">Its upper end; a probability on it belongs to the next bin, 1 to the last.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Predicted">The mean of their probabilities; NaN without rows.</param>
/// <param name="Observed">The share of them in which it came true; NaN without rows.</param>
public sealed record CalibrationBin(double From, double To, long Rows, double Predicted, double Observed);

/// <summary>How often each class was taken for each.</summary>
/// <param name="Classes">The classes; the last is <c>(other)</c> if there are more than can be shown, or rows of a class that the model doesn't know.</param>
/// <param name="Counts">For each true class, the rows by predicted class.</param>
public sealed record ConfusionMatrix(ValueList<string> Classes, ValueList<ValueList<long>> Counts);

/// <summary>The residuals of a regression: the true value less the predicted.</summary>
/// <param name="Quantiles">The residuals at 0, 1, 5, 10, 25, 50, 75, 90, 95, 99 and 100 %.</param>
/// <param name="Histogram">The residuals from 1 to 99 % in up to 40 bins of equal width; those beyond are in the first and last.</param>
/// <param name="Predictions">A sample of at most 200 rows: the prediction and the true value.</param>
public sealed record ResidualDistribution(ValueList<ResidualQuantile> Quantiles, ValueList<ResidualBin> Histogram, ValueList<PredictedValue> Predictions);

/// <summary>A quantile of residuals.</summary>
/// <param name="Share">The share of rows at or below it, 0 to 1.</param>
/// <param name="Residual">The residual.</param>
public sealed record ResidualQuantile(double Share, double Residual);

/// <summary>The rows whose residual lies in a range.</summary>
/// <param name="From">The range's lower end.</param>
/// <param name="To">Its upper end.</param>
/// <param name="Rows">How many rows.</param>
public sealed record ResidualBin(double From, double To, long Rows);

/// <summary>A prediction beside the truth.</summary>
/// <param name="Predicted">The predicted value.</param>
/// <param name="Actual">The true value.</param>
public sealed record PredictedValue(double Predicted, double Actual);
