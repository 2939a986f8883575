namespace MlOps.Sdk.Training;

/// <summary>How much of the test rows the slices by one column or expression cover.</summary>
/// <param name="By">What slices.</param>
/// <param name="Slices">How many slices there are.</param>
/// <param name="Small">How many of them have fewer rows than it takes to look at them.</param>
/// <param name="SmallRows">The rows of those.</param>
/// <param name="MinimumRows">How many rows it takes.</param>
public sealed record SliceCoverage(string By, int Slices, int Small, long SmallRows, long MinimumRows);
