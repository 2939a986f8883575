namespace MlOps.Sdk.Training.Statistics;

/// <summary>What rows tell of the difference of two models.</summary>
internal abstract class DifferenceTest
{
    /// <summary>Four times in five a standardized difference lies above this much less than its mean.</summary>
    protected const double Power80 = 0.8416212335729143;

    /// <summary>How the test is called.</summary>
    public abstract string Name { get; }

    /// <summary>The two-sided probability of so great a distance from the margin if the true difference lay on it.</summary>
    public abstract double PValue(double margin);

    /// <summary>The interval that holds the true difference with a probability of 1 − alpha.</summary>
    public abstract (double Low, double High) Interval(double alpha);

    /// <summary>How far a true difference must lie from the margin to be found, at this level, with a probability of 80 %; NaN if these rows can't tell.</summary>
    public abstract double Detectable(double alpha);
}

/// <summary>Student's test with the standard error of a paired bootstrap.</summary>
/// <param name="difference">The difference.</param>
/// <param name="standardError">Its standard error; 0 if it is the same in every resample.</param>
/// <param name="cases">How many independent cases it rests on.</param>
/// <param name="resamples">How often the rows were resampled.</param>
internal sealed class BootstrapTest(double difference, double standardError, long cases, int resamples) : DifferenceTest
{
    private readonly double _degrees = Math.Max(1, cases - 1);

    // A bootstrap of n cases underestimates the variance by (n − 1) / n.
    private readonly double _error = standardError * Math.Sqrt(cases / Math.Max(1.0, cases - 1));

    public override string Name => FormattableString.Invariant($"paired bootstrap, {resamples} resamples");

    public override double PValue(double margin) =>
        difference == margin ? 1 : StudentT.TwoSided((difference - margin) / _error, _degrees);

    public override (double Low, double High) Interval(double alpha)
    {
        double half = StudentT.Critical(alpha, _degrees) * _error;
        return (difference - half, difference + half);
    }

    public override double Detectable(double alpha) => _error > 0 ? (StudentT.Critical(alpha, _degrees) + Power80) * _error : double.NaN;
}

/// <summary>McNemar's exact test of two shares of right predictions: of the rows on which only one is right, either is as often that one.</summary>
/// <param name="gained">The rows on which only the challenger is right.</param>
/// <param name="lost">The rows on which only the champion is right.</param>
/// <param name="rows">All rows.</param>
internal sealed class McNemarTest(long gained, long lost, long rows) : DifferenceTest
{
    public override string Name => FormattableString.Invariant($"McNemar's exact test, {gained} rows gained and {lost} lost");

    // Only of a margin of 0 does the test speak.
    public override double PValue(double margin) => SignTest.TwoSided(gained, lost);

    public override (double Low, double High) Interval(double alpha)
    {
        if (gained + lost == 0)
            return (0, 0);
        (double low, double high) = SignTest.Interval(gained, lost, alpha);
        double share = (double)(gained + lost) / rows;
        return (share * ((2 * low) - 1), share * ((2 * high) - 1));
    }

    public override double Detectable(double alpha) => gained + lost == 0
        ? double.NaN
        : (StudentT.Critical(alpha, rows) + Power80) * Math.Sqrt(gained + lost) / rows;
}
