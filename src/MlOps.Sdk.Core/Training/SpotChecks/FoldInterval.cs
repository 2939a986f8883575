namespace MlOps.Sdk.Training.SpotChecks;

/// <summary>The mean of a figure over the folds of a cross-validation, with a 95 % interval.</summary>
/// <remarks>
/// Folds share training rows, so that the variance between them understates that of the mean. It is corrected as by Nadeau and Bengio, "Inference for the
/// Generalization Error", Machine Learning 52 (2003): s² · (1/k + tested/trained), with Student's t for k − 1 degrees of freedom.
/// </remarks>
internal readonly record struct FoldInterval(double Mean, double Low, double High)
{
    // Student's t, two-sided 95 %, for 1 to 19 degrees of freedom.
    private static readonly double[] s_quantiles =
    [
        12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281,
        2.2010, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930,
    ];

    /// <param name="scores">The figure on each fold; 2 to 20.</param>
    /// <param name="ratio">How many rows are tested on for each that is trained on.</param>
    public static FoldInterval Of(ReadOnlySpan<double> scores, double ratio)
    {
        double mean = 0;
        foreach (double score in scores)
            mean += score / scores.Length;
        double squares = 0;
        foreach (double score in scores)
            squares += (score - mean) * (score - mean);

        double variance = squares / (scores.Length - 1);
        double half = s_quantiles[scores.Length - 2] * Math.Sqrt(variance * ((1.0 / scores.Length) + ratio));
        return new FoldInterval(mean, mean - half, mean + half);
    }
}
