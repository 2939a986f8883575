namespace MlOps.Sdk.Training.Statistics;

/// <summary>The regularized incomplete beta function Iₓ(a, b), from which the distributions of Student and Bernoulli follow.</summary>
internal static class IncompleteBeta
{
    private const double Tiny = 1e-300;
    private const int MostTerms = 100_000;

    // Lanczos's approximation with g = 7, to 15 digits.
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012,
        9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>By Lentz's evaluation of the continued fraction 8.17.22 of the NIST Digital Library of Mathematical Functions.</summary>
    public static double Of(double a, double b, double x)
    {
        if (x <= 0)
            return 0;
        if (x >= 1)
            return 1;
        // The fraction converges fast on this side only.
        if (x > (a + 1) / (a + b + 2))
            return 1 - Of(b, a, 1 - x);

        double front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * double.LogP1(-x))) / a;
        double fraction = 1, c = 1, d = 0;
        for (int term = 0; term <= MostTerms; term++)
        {
            int m = term / 2;
            double numerator = term == 0 ? 1
                : term % 2 == 0 ? m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)))
                : -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (numerator * d));
            c = NotZero(1 + (numerator / c));
            fraction *= c * d;
            if (Math.Abs(1 - (c * d)) < 1e-15)
                break;
        }

        return front * (fraction - 1);
    }

    /// <summary>The x at which Iₓ(a, b) is a probability.</summary>
    public static double Quantile(double probability, double a, double b)
    {
        double low = 0, high = 1;
        for (int step = 0; step < 200 && high - low > 1e-16; step++)
        {
            double middle = (low + high) / 2;
            if (Of(a, b, middle) < probability)
                low = middle;
            else
                high = middle;
        }

        return (low + high) / 2;
    }

    internal static double LogGamma(double x)
    {
        double sum = Lanczos[0];
        for (int term = 1; term < Lanczos.Length; term++)
            sum += Lanczos[term] / (x - 1 + term);
        double t = x + 6.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x - 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
