namespace MlOps.Sdk.Reports.Charts;

/// <summary>Where values stand on a line.</summary>
/// <param name="From">The least value.</param>
/// <param name="To">The greatest value; greater than the least.</param>
/// <param name="Start">Where the least value stands.</param>
/// <param name="End">Where the greatest stands.</param>
/// <param name="IsLogarithmic">Whether equal ratios are equally far apart.</param>
internal sealed record Axis(double From, double To, double Start, double End, bool IsLogarithmic)
{
    /// <summary>An axis of exactly this range.</summary>
    public static Axis Plain(double from, double to, double start, double end) => new(from, to, start, end, IsLogarithmic: false);

    /// <summary>An axis that holds all the values, with a little air; those that aren't finite are left out.</summary>
    /// <param name="values">The values.</param>
    /// <param name="start">Where the least stands.</param>
    /// <param name="end">Where the greatest stands.</param>
    /// <param name="logarithmic">Whether equal ratios are equally far apart; only if all are positive.</param>
    public static Axis Over(IEnumerable<double> values, double start, double end, bool logarithmic = false)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        if (finite.Length == 0)
            return Plain(0, 1, start, end);
        (double least, double greatest) = (finite.Min(), finite.Max());
        if (logarithmic && least > 0)
        {
            double ratio = Math.Pow(greatest / least, 0.05);
            return ratio > 1 ? new Axis(least / ratio, greatest * ratio, start, end, true) : new Axis(least / 2, greatest * 2, start, end, true);
        }

        double air = greatest > least ? (greatest - least) * 0.06 : Math.Max(Math.Abs(greatest) * 0.1, 1e-9);
        return Plain(least - air, greatest + air, start, end);
    }

    /// <summary>Where a value stands; one beyond the range stands at its end.</summary>
    public double At(double value)
    {
        double share = IsLogarithmic ? Math.Log(value / From) / Math.Log(To / From) : (value - From) / (To - From);
        return Start + (Math.Clamp(double.IsNaN(share) ? 0 : share, 0, 1) * (End - Start));
    }

    /// <summary>About so many round values.</summary>
    public IReadOnlyList<double> Ticks(int about)
    {
        if (IsLogarithmic && To / From > 4)
            return Decades(about);
        double raw = (To - From) / about;
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = new[] { 1, 2, 2.5, 5, 10 }.Select(factor => factor * power).First(candidate => candidate >= raw * 0.999);
        List<double> ticks = [];
        for (long number = (long)Math.Ceiling((From / step) - 1e-9); number * step <= To + (step * 1e-9) && ticks.Count < 50; number++)
            ticks.Add(number * step);
        return ticks;
    }

    private List<double> Decades(int about)
    {
        int first = (int)Math.Ceiling(Math.Log10(From) - 1e-9);
        int last = (int)Math.Floor(Math.Log10(To) + 1e-9);
        if (last - first < 2)
        {
            return [.. Enumerable.Range(first - 1, last - first + 2).SelectMany(exponent => new[] { 1, 2, 5 }.Select(factor => factor * Math.Pow(10, exponent)))
                .Where(value => value >= From * 0.999 && value <= To * 1.001)];
        }

        int stride = Math.Max(1, (int)Math.Ceiling((last - first + 1) / (double)about));
        List<double> ticks = [];
        for (int exponent = first; exponent <= last; exponent += stride)
            ticks.Add(Math.Pow(10, exponent));
        return ticks;
    }
}
