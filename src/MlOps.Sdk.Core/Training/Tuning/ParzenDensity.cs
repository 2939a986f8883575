namespace MlOps.Sdk.Training;

/// <summary>How densely points lie, told from some of them: a mixture of one kernel around each, and of one that is the same everywhere.</summary>
/// <remarks>
/// Multivariate, as in Falkner, Klein and Hutter, "BOHB" (ICML 2018): a kernel is a product over the axes around one and the same point, so that settings that do
/// well together are found together. Of a number the kernel is a logistic density cut to the range, whose distribution function and its inverse have a closed
/// form; of a choice it gives the point's own value its weight, and a little to each of the others.
/// </remarks>
internal sealed class ParzenDensity
{
    // A logistic density of scale 1 has a standard deviation of π/√3.
    private const double DeviationOfLogistic = 1.8137993642342178;

    private readonly IReadOnlyList<SearchAxis> _axes;
    private readonly IReadOnlyList<double[]> _points;
    private readonly double _scale;

    /// <param name="axes">The axes of the space.</param>
    /// <param name="points">The points; none for a density that is the same everywhere.</param>
    public ParzenDensity(IReadOnlyList<SearchAxis> axes, IReadOnlyList<double[]> points)
    {
        _axes = axes;
        _points = points;
        // Scott's rule; a fifth of the range at first.
        _scale = 0.2 * Math.Pow(Math.Max(1, points.Count), -1d / (axes.Count + 4)) / DeviationOfLogistic;
    }

    public double[] Draw(Random random)
    {
        int kernel = random.Next(_points.Count + 1);
        double[] drawn = new double[_axes.Count];
        for (int axis = 0; axis < drawn.Length; axis++)
        {
            double center = kernel < _points.Count ? _points[kernel][axis] : double.NaN;
            drawn[axis] = double.IsNaN(center) ? _axes[axis].Draw(random) : Draw(_axes[axis], center, random);
        }

        return drawn;
    }

    public double Logarithm(double[] point)
    {
        double everywhere = Enumerable.Range(0, _axes.Count).Aggregate(1d, (product, axis) => product * Even(_axes[axis]));
        double sum = everywhere;
        foreach (double[] center in _points)
        {
            double kernel = 1;
            for (int axis = 0; axis < point.Length; axis++)
                kernel *= double.IsNaN(center[axis]) ? Even(_axes[axis]) : Kernel(_axes[axis], center[axis], point[axis]);
            sum += kernel;
        }

        return Math.Log(sum / (_points.Count + 1));
    }

    private double Draw(SearchAxis axis, double center, Random random)
    {
        if (axis.Choices > 0)
            return random.NextDouble() < OwnWeight(axis) ? center : random.Next(axis.Choices);
        double from = Distribution(0, center);
        double share = from + (random.NextDouble() * (Distribution(1, center) - from));
        return Math.Clamp(center + (_scale * Math.Log(share / (1 - share))), 0, 1);
    }

    private double Kernel(SearchAxis axis, double center, double value)
    {
        if (axis.Choices > 0)
            return ((1 - OwnWeight(axis)) / axis.Choices) + (center.Equals(value) ? OwnWeight(axis) : 0);
        double inRange = Distribution(1, center) - Distribution(0, center);
        double share = Distribution(value, center);
        return share * (1 - share) / _scale / inRange;
    }

    // The more points there are, the less is left for what none of them has.
    private double OwnWeight(SearchAxis axis) => (double)_points.Count / (_points.Count + axis.Choices);

    private double Distribution(double value, double center) => 1 / (1 + Math.Exp((center - value) / _scale));

    private static double Even(SearchAxis axis) => axis.Choices > 0 ? 1d / axis.Choices : 1;
}
