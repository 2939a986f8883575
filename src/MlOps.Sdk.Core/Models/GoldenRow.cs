using MlOps.Sdk.Data;

namespace MlOps.Sdk.Models;

/// <summary>A sample instance with what training computed for it; every host must compute the same before it takes traffic.</summary>
/// <param name="Instance">The instance as a JSON object.</param>
/// <param name="Vector">The feature vector, computed by the training engine.</param>
/// <param name="Scores">The scores, computed by the training library.</param>
public sealed record GoldenRow(string Instance, ValueList<float> Vector, ValueList<float> Scores)
{
    /// <summary>
    /// Whether two scores are the same up to rounding: within 1e-5 of the greater, or within 1e-6 of the greatest of all golden scores
    /// (float sums that nearly cancel out have no more digits in common).
    /// </summary>
    /// <param name="one">One score.</param>
    /// <param name="other">The other.</param>
    /// <param name="greatest">The greatest magnitude among all golden scores, from <see cref="Greatest"/>.</param>
    public static bool AreClose(float one, float other, double greatest) =>
        one.Equals(other)
        || Math.Abs((double)one - other) <= Math.Max(1e-5 * Math.Max(Math.Abs(one), Math.Abs(other)), 1e-6 * greatest);

    /// <summary>The greatest magnitude among scores; 0 if none is finite.</summary>
    public static double Greatest(IEnumerable<float> scores) =>
        scores.Where(float.IsFinite).Select(score => (double)Math.Abs(score)).DefaultIfEmpty().Max();
}
