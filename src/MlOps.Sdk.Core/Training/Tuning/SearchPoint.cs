namespace MlOps.Sdk.Training;

/// <summary>Settings as a point of a space.</summary>
/// <param name="Space">Which space.</param>
/// <param name="Coordinates">One for each of its axes; NaN where the learner's own setting is outside of the range, or left to the algorithm.</param>
internal sealed record SearchPoint(int Space, double[] Coordinates);

/// <summary>The points that were tried.</summary>
/// <param name="Ranked">Those that could be trained, best first.</param>
/// <param name="Failed">Those that couldn't.</param>
internal sealed record TriedPoints(IReadOnlyList<SearchPoint> Ranked, IReadOnlyList<SearchPoint> Failed)
{
    public int Count => Ranked.Count + Failed.Count;
}
