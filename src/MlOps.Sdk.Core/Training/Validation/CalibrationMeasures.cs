namespace MlOps.Sdk.Training;

/// <summary>How far the probabilities of a classifier can be taken at their word.</summary>
/// <param name="ExpectedError">
/// The expected calibration error, Σ (rows in bin / rows) · |mean probability − share that came true| over ten bins of equal width; of several classes the
/// probability of the predicted one counts. 0 is perfect.
/// </param>
/// <param name="Brier">
/// The Brier score: the mean of (probability − truth)², truth being 0 or 1; of several classes the mean of the sum over the classes. Less is better.
/// </param>
/// <param name="Mean">The mean of the probabilities of true; NaN for several classes.</param>
/// <param name="Rate">The share of rows that are true; NaN for several classes.</param>
public sealed record CalibrationMeasures(double ExpectedError, double Brier, double Mean, double Rate);
