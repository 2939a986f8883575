namespace MlOps.Sdk.Training;

/// <summary>Proposes settings where good ones lie densely and bad ones don't: a tree-structured Parzen estimator.</summary>
/// <remarks>
/// Bergstra, Bardenet, Bengio and Kégl, "Algorithms for Hyper-Parameter Optimization" (NIPS 2011): the trials are parted into a few good ones and the rest, each
/// part has a density, and of some points drawn from that of the good ones the one with the greatest ratio is proposed, which has the greatest expected
/// improvement. The tree: the learner is drawn first, by how often it is among the good ones; each learner has densities of its own.
/// </remarks>
internal sealed class ParzenEstimator
{
    private const double GoodShare = 0.15;
    private const int Candidates = 24;

    private readonly SearchSpaces _spaces;
    private readonly (ParzenDensity Good, ParzenDensity Bad)[] _densities;
    private readonly double[] _good;
    private readonly double[] _bad;

    /// <param name="spaces">What is searched.</param>
    /// <param name="tried">The points that were tried.</param>
    /// <param name="pending">Those that are proposed and not tried yet: they count among the bad ones, so that a batch doesn't crowd.</param>
    public ParzenEstimator(SearchSpaces spaces, TriedPoints tried, IReadOnlyList<SearchPoint> pending)
    {
        _spaces = spaces;
        int count = (int)Math.Ceiling(GoodShare * tried.Count);
        SearchPoint[] good = [.. tried.Ranked.Take(count)];
        SearchPoint[] bad = [.. tried.Ranked.Skip(count), .. tried.Failed, .. pending];
        _densities = [.. Enumerable.Range(0, spaces.Count).Select(space => (DensityOf(space, good), DensityOf(space, bad)))];
        _good = Weights(good);
        _bad = Weights(bad);
    }

    public SearchPoint Propose(Random random) => Enumerable.Range(0, Candidates)
        .Select(_ => Draw(random))
        .ToArray()
        .MaxBy(Improvement)!;

    private SearchPoint Draw(Random random)
    {
        double left = random.NextDouble();
        int space = 0;
        while (space < _good.Length - 1 && left >= _good[space])
            left -= _good[space++];
        return new SearchPoint(space, _densities[space].Good.Draw(random));
    }

    private double Improvement(SearchPoint point) =>
        Math.Log(_good[point.Space] / _bad[point.Space])
        + _densities[point.Space].Good.Logarithm(point.Coordinates) - _densities[point.Space].Bad.Logarithm(point.Coordinates);

    private ParzenDensity DensityOf(int space, IEnumerable<SearchPoint> points) =>
        new(_spaces.AxesOf(space), [.. points.Where(point => point.Space == space).Select(point => point.Coordinates)]);

    // One more than there are, shared by all learners: one that has none may come back.
    private double[] Weights(SearchPoint[] points) =>
        [.. Enumerable.Range(0, _spaces.Count).Select(space => (points.Count(point => point.Space == space) + (1d / _spaces.Count)) / (points.Length + 1))];
}
