using System.Globalization;

namespace MlOps.Sdk.Training.Leaks;

/// <summary>Finds a feature that names the row: a counter, an identifier, a vocabulary of values that hardly come twice.</summary>
internal static class RowName
{
    // The least share of rows that have a number of their own.
    private const double NearlyAll = 0.95;

    // Numbers that count or name rows lie evenly between their ends, counts and amounts don't: the farthest that their ranks may be off, as a share of all.
    private const double Uneven = 0.05;

    // How many rows share a value of a vocabulary, on the average, if it holds names.
    private const double MostRowsPerName = 1.5;

    private const int LeastNames = 20;

    public static string? Find(FeatureSlots feature) => feature.Values is { } values ? OfNumbers(values) : OfNames(feature.Codes!, feature.Width);

    private static string? OfNumbers(float[] values)
    {
        if (values.Length < LeastNames || !values.All(float.IsInteger))
            return null;
        float[] sorted = [.. values.Order()];
        int distinct = 1 + Enumerable.Range(1, sorted.Length - 1).Count(row => sorted[row] > sorted[row - 1]);
        double range = (double)sorted[^1] - sorted[0];
        bool isEven = range > 0 && !Enumerable.Range(0, sorted.Length)
            .Any(row => Math.Abs((row / (sorted.Length - 1.0)) - ((sorted[row] - (double)sorted[0]) / range)) > Uneven);
        return distinct < NearlyAll * values.Length || !isEven
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"has {distinct:N0} whole numbers, evenly spread, in {values.Length:N0} rows, as if it counted or named them. {Remedy}");
    }

    // The last slot holds what the vocabulary doesn't.
    private static string? OfNames(int[] codes, int width)
    {
        int named = codes.Count(code => code < width - 1);
        int names = codes.Where(code => code < width - 1).Distinct().Count();
        return names < LeastNames || named > MostRowsPerName * names
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"has {names:N0} values of its vocabulary in {named:N0} rows, as if they named them. {Remedy}");
    }

    private const string Remedy = "A model learns such values by heart, and new rows bring others: leave it out of Features(…).";
}
