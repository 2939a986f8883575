using System.Globalization;

namespace MlOps.Sdk.Training.Leaks;

/// <summary>Finds a feature that is the label itself, or its negation, in all but a few rows.</summary>
internal static class LabelCopy
{
    // The share of rows that may differ.
    private const double Few = 0.005;

    // What a double loses when it becomes a float.
    private const double Rounding = 1e-6;

    public static string? Find(FeatureSlots feature, LabelColumn label) => label switch
    {
        LabelColumn.Numbers numbers => feature.Values is null
            ? null
            : Reason("the label", Differences(feature.Values, numbers.Values, 1), label.Rows)
                ?? Reason("the label with its sign changed", Differences(feature.Values, numbers.Values, -1), label.Rows),
        LabelColumn.Classes classes => Reason("the label under other names", Renamed(feature, classes.Codes, classes.Count), label.Rows),
        _ => OfTruths(feature, ((LabelColumn.Truths)label).Values),
    };

    private static string? OfTruths(FeatureSlots feature, bool[] truths)
    {
        if (feature.Values is null)
            return Reason("the label under other names", Renamed(feature, [.. truths.Select(truth => truth ? 1 : 0)], 2), truths.Length);
        double[] numbers = [.. truths.Select(truth => truth ? 1d : 0)];
        return Reason("the label", Differences(feature.Values, numbers, 1), truths.Length)
            ?? Reason("the label's negation", Differences([.. feature.Values.Select(value => 1 - value)], numbers, 1), truths.Length);
    }

    private static int Differences(float[] values, double[] labels, int sign)
    {
        int differences = 0;
        for (int row = 0; row < labels.Length; row++)
            differences += Math.Abs((sign * (double)values[row]) - labels[row]) <= Rounding * Math.Max(1e-6, Math.Abs(labels[row])) ? 0 : 1;
        return differences;
    }

    // In how many rows it differs if each of its codes stands for the class that it mostly comes with; every row, if two codes stand for one.
    private static int Renamed(FeatureSlots feature, int[] classes, int count)
    {
        if (feature.Codes is null)
            return classes.Length;
        int[][] together = [.. Enumerable.Range(0, feature.Width).Select(_ => new int[count])];
        for (int row = 0; row < classes.Length; row++)
            together[feature.Codes[row]][classes[row]]++;

        int[][] occurring = [.. together.Where(counts => counts.Sum() > Few * classes.Length / feature.Width)];
        bool isOneToOne = occurring.Length == count && occurring.Select(counts => Array.IndexOf(counts, counts.Max())).Distinct().Count() == count;
        return isOneToOne ? classes.Length - occurring.Sum(counts => counts.Max()) : classes.Length;
    }

    private static string? Reason(string what, int differences, int rows) => differences > Few * rows
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"is {what} in {(differences == 0 ? $"all of {rows:N0} rows" : $"all but {differences:N0} of {rows:N0} rows")}. Leave it out of Features(…).");
}
