using System.Globalization;

namespace MlOps.Sdk.GoogleCloud.Tests.Pipelines;

/// <summary>How many cases of a sweep are run: a seeded sample, or all where somebody has the hours.</summary>
internal static class SweepSize
{
    /// <summary>Takes some of the cases.</summary>
    /// <param name="cases">All cases.</param>
    /// <param name="variable">The environment variable that says how many, or <c>all</c>.</param>
    /// <param name="usual">How many if it isn't set.</param>
    public static IReadOnlyList<T> Take<T>(IReadOnlyList<T> cases, string variable, int usual)
    {
        string? wanted = Environment.GetEnvironmentVariable(variable);
        if (wanted == "all")
            return cases;
        T[] shuffled = [.. cases];
        new Random(1).Shuffle(shuffled);
        return [.. shuffled.Take(wanted is null ? usual : int.Parse(wanted, CultureInfo.InvariantCulture))];
    }
}
