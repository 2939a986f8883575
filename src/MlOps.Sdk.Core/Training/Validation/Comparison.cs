using System.Text.Json.Serialization;

namespace MlOps.Sdk.Training;

/// <summary>A model against the champion, by one metric on the same rows.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Slice">The rows; null for all test rows.</param>
/// <param name="Rows">How many they are.</param>
/// <param name="Champion">The champion's metric; NaN if these rows don't define it.</param>
/// <param name="Challenger">The model's.</param>
/// <param name="Verdict">What the rows tell.</param>
public sealed record Comparison(string Metric, Slice? Slice, long Rows, double Champion, double Challenger, ComparisonVerdict Verdict)
{
    /// <summary>The challenger's metric less the champion's.</summary>
    [JsonIgnore]
    public double Difference => Challenger - Champion;

    /// <summary>Whether less of the metric is better, as of a loss.</summary>
    public bool LessIsBetter { get; init; }

    /// <summary>The lower end of the interval of the difference, at 1 − <see cref="Alpha"/>; NaN if there is none.</summary>
    public double Low { get; init; } = double.NaN;

    /// <summary>The upper end.</summary>
    public double High { get; init; } = double.NaN;

    /// <summary>The level, two-sided, that the interval and the verdict are at: with several slices, corrected for their number by Holm's method.</summary>
    public double Alpha { get; init; } = double.NaN;

    /// <summary>The probability of a difference as far from the margin as this one, or farther, if the true one lay on it; two-sided, not corrected.</summary>
    public double PValue { get; init; } = double.NaN;

    /// <summary>By how much the challenger must be better to be called so, in units of the metric; less than 0 is how much worse it may be.</summary>
    public double Margin { get; init; }

    /// <summary>How much better than <see cref="Margin"/> a challenger must truly be to be called better, on so many rows, with a probability of 80 %.</summary>
    public double Detectable { get; init; } = double.NaN;

    /// <summary>How it was tested, such as <c>paired bootstrap, 2000 resamples</c>; or why it couldn't be.</summary>
    public string Test { get; init; } = "";
}
