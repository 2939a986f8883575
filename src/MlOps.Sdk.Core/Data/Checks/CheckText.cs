using System.Globalization;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Data.Checks;

/// <summary>What was found, in words.</summary>
internal static class CheckText
{
    private const int ShownExamples = 3;
    private const int ShownColumns = 5;

    public static CheckResult Of(CheckPlan plan, bool passed, string found) => new(plan.Description, passed, found) { Severity = plan.Severity };

    /// <summary>The outcome of a check that a share of the rows must meet.</summary>
    /// <param name="plan">The check.</param>
    /// <param name="failures">How many rows don't.</param>
    /// <param name="rows">How many there are.</param>
    /// <param name="atLeast">The share that must.</param>
    /// <param name="all">What all rows do if all meet it.</param>
    /// <param name="some">What those do that don't.</param>
    public static CheckResult OfShare(CheckPlan plan, long failures, long rows, double atLeast, string all, string some)
    {
        // In decimal, so that 0.999 of 1000 rows is 999 and not a little more.
        bool passed = rows - failures >= (decimal)atLeast * rows;
        string found = failures == 0 ? $"all {Number(rows)} rows {all}" : $"{Number(failures)} of {Number(rows)} rows {some} ({Percent((double)failures / rows)})";
        if (!passed && atLeast < 1)
            found += $", allowed are {Percent(1 - atLeast)}";
        return Of(plan, passed, found) with { Failures = failures };
    }

    /// <summary>A check with a few of its examples, each on a line of its own.</summary>
    public static string Of(CheckResult check) => $"{check.Description}: {check.Found}" + string.Concat(check.Examples.Take(ShownExamples).Select(row =>
        $"{Environment.NewLine}    {string.Join(", ", row.Values.Take(ShownColumns).Select(value => $"{value.Column} {value.Value ?? "null"}"))}"));

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    // Never rounded to 0 % or 100 % unless it is.
    private static string Percent(double share)
    {
        double percent = share * 100;
        string text = percent.ToString(percent is < 0.01 and > 0 ? "0.0E0" : "0.##", CultureInfo.InvariantCulture);
        return $"{text} %";
    }
}
