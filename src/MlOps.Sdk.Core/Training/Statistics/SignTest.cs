namespace MlOps.Sdk.Training.Statistics;

/// <summary>The exact test of whether of two outcomes one is as likely as the other.</summary>
internal static class SignTest
{
    /// <summary>The probability of a split of so many cases as uneven as this, or more so, if either side is as likely: exact, two-sided.</summary>
    public static double TwoSided(long one, long other)
    {
        long cases = one + other, greater = Math.Max(one, other);
        // P(X ≥ k) of n fair throws is I½(k, n − k + 1).
        return cases == 0 || one == other ? 1 : Math.Min(1, 2 * IncompleteBeta.Of(greater, cases - greater + 1, 0.5));
    }

    /// <summary>Clopper and Pearson's interval of the probability of the first outcome.</summary>
    public static (double Low, double High) Interval(long one, long other, double alpha) => (
        one == 0 ? 0 : IncompleteBeta.Quantile(alpha / 2, one, other + 1),
        other == 0 ? 1 : IncompleteBeta.Quantile(1 - (alpha / 2), one + 1, other));
}
