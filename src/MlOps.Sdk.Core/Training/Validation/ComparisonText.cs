using System.Globalization;

namespace MlOps.Sdk.Training;

/// <summary>A comparison in a line.</summary>
internal static class ComparisonText
{
    private const int MostDecimals = 6;

    /// <summary>Such as <c>challenger 0.829 against champion 0.821: +0.008 [-0.002, +0.018], not enough evidence (1,997 rows)</c>.</summary>
    public static string Of(Comparison comparison)
    {
        string where = comparison.Slice is { } slice ? $"{slice}: " : "";
        string rows = string.Create(CultureInfo.InvariantCulture, $"({comparison.Rows:#,0} rows)");
        if (double.IsNaN(comparison.Low))
            return $"{where}{comparison.Metric} can't be compared {rows}: {comparison.Test}";
        string champion = Number(comparison.Champion, comparison), challenger = Number(comparison.Challenger, comparison);
        string who = comparison.Slice is null ? $"challenger {challenger} against champion {champion}" : $"{challenger} against {champion}";
        string interval = $"[{Signed(comparison.Low, comparison)}, {Signed(comparison.High, comparison)}]";
        return $"{where}{who}: {Signed(comparison.Difference, comparison)} {interval}, {Words(comparison)} {rows}";
    }

    /// <summary>What these rows could have told; empty if that isn't known.</summary>
    public static string Power(Comparison comparison) => double.IsNaN(comparison.Detectable)
        ? ""
        : $"; a difference of {Number(comparison.Detectable, comparison)} would be found in 4 of 5 cases";

    private static string Words(Comparison comparison) => comparison.Verdict switch
    {
        ComparisonVerdict.NotEnoughEvidence when comparison is { Difference: 0, Low: 0, High: 0 } => "no difference in any row",
        ComparisonVerdict.NotEnoughEvidence => "not enough evidence",
        ComparisonVerdict.Better when comparison.Margin < 0 => $"not worse by {Margin(comparison)}",
        ComparisonVerdict.Better when comparison.Margin > 0 => $"better by more than {Margin(comparison)}",
        ComparisonVerdict.Better => "better",
        // Better, perhaps, but surely not by so much.
        _ when comparison.Margin > 0 => $"not better by {Margin(comparison)}",
        _ when comparison.Margin < 0 => $"worse by more than {Margin(comparison)}",
        _ => "worse",
    };

    private static string Margin(Comparison comparison) => Math.Abs(comparison.Margin).ToString(CultureInfo.InvariantCulture);

    private static string Signed(double value, Comparison comparison) => value > 0 ? $"+{Number(value, comparison)}" : Number(value, comparison);

    // Two digits of what is uncertain, and so of all figures: a loss in thousands isn't told to thousandths.
    private static string Number(double value, Comparison comparison)
    {
        double half = (comparison.High - comparison.Low) / 2;
        int decimals = half > 0 ? Math.Clamp(1 - (int)Math.Floor(Math.Log10(half)), 0, MostDecimals) : 3;
        return value.ToString($"N{decimals.ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture);
    }
}
