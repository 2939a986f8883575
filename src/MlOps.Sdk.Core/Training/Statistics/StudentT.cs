namespace MlOps.Sdk.Training.Statistics;

/// <summary>Student's t distribution.</summary>
internal static class StudentT
{
    // With more degrees of freedom it is the normal distribution to six digits.
    private const double Most = 1_000_000;

    /// <summary>The probability of a value at least as far from 0 as t, on either side.</summary>
    public static double TwoSided(double t, double degrees)
    {
        degrees = Math.Min(degrees, Most);
        return double.IsInfinity(t) ? 0 : IncompleteBeta.Of(degrees / 2, 0.5, degrees / (degrees + (t * t)));
    }

    /// <summary>The t beyond which a value lies with so much probability, both sides together.</summary>
    public static double Critical(double alpha, double degrees)
    {
        double high = 1;
        while (TwoSided(high, degrees) > alpha)
            high *= 2;
        double low = high / 2 <= 0.5 ? 0 : high / 2;
        for (int step = 0; step < 100 && high - low > 1e-12 * high; step++)
        {
            double middle = (low + high) / 2;
            if (TwoSided(middle, degrees) > alpha)
                low = middle;
            else
                high = middle;
        }

        return (low + high) / 2;
    }
}
