using MlOps.Sdk.Reports.Markup;

namespace MlOps.Sdk.Reports.Charts;

/// <summary>Values with their intervals below each other: a dot, and a whisker as long as what is left open.</summary>
internal static class IntervalChart
{
    private const double Width = 400;
    private const double End = 336;
    private const double Row = 26;
    private const double Foot = 22;
    private const int LongestLabel = 32;

    // About as wide as a letter is on average; an estimate is enough, since labels end where the chart begins.
    private const double Letter = 6;

    /// <param name="title">What it shows.</param>
    /// <param name="rows">The values, from above.</param>
    /// <param name="guide">Where a line stands that they are to be seen against; NaN for none.</param>
    /// <param name="format">How a value is written.</param>
    /// <param name="scale">The rows of all charts that are to have the same scale; null for these.</param>
    public static Html Of(string title, IReadOnlyList<IntervalRow> rows, double guide, Func<double, string> format, IReadOnlyList<IntervalRow>? scale = null)
    {
        double labels = Math.Clamp(rows.Select(row => Math.Min(row.Label.Length, LongestLabel) * Letter).DefaultIfEmpty(0).Max() + 14, 60, 206);
        Axis axis = Axis.Over([.. (scale ?? rows).SelectMany(row => (double[])[row.Value, row.Low, row.High, .. row.Parts]), guide], labels + 6, End);
        double bottom = rows.Count * Row;
        return $"""
            <svg class="chart wide" viewBox="0 0 {Width} {bottom + Foot}" role="img">
            <title>{title}</title>
            <desc>{string.Join(" ", rows.Take(200).Select(row => Words(row, format)))}</desc>
            {axis.Ticks(4).Select(tick => Tick(axis, tick, bottom))}{Guide(axis, guide, bottom)}{rows.Select((row, index) => Mark(axis, row, index, format))}</svg>

            """;
    }

    private static Html Tick(Axis axis, double value, double bottom) => $"""
        <path class="rule" d="M{axis.At(value)} 0V{bottom}" /><text class="tick middle" x="{axis.At(value)}" y="{bottom + 15}">{NumberText.Tick(value)}</text>

        """;

    private static Html? Guide(Axis axis, double guide, double bottom) => double.IsNaN(guide) ? null : (Html)$"""
        <path class="guide" d="M{axis.At(guide)} 0V{bottom}" />

        """;

    private static Html Mark(Axis axis, IntervalRow row, int index, Func<double, string> format)
    {
        double y = (index * Row) + (Row / 2);
        Html mark = $"""<text class="label end" x="{axis.Start - 14}" y="{y + 4}">{Name.Cut(row.Label, LongestLabel)}</text>""";
        if (double.IsNaN(row.Value))
            return $"""<g><title>{row.Label}</title>{mark}<text class="tick" x="{axis.Start}" y="{y + 4}">not defined</text></g>""";
        foreach (double part in row.Parts.Where(double.IsFinite))
            mark = $"""{mark}<path class="part" d="M{axis.At(part)} {y - 5}v10" />""";
        if (double.IsFinite(row.Low) && double.IsFinite(row.High))
            mark = $"""{mark}<path class="whisker {row.Style}" d="M{axis.At(row.Low)} {y}H{axis.At(row.High)}" />""";
        return $"""
            <g><title>{Words(row, format)}</title>{mark}<circle class="dot {row.Style}" cx="{axis.At(row.Value)}" cy="{y}" r="4.5" /><text class="value" x="{End + 10}" y="{y + 4}">{format(row.Value)}</text></g>

            """;
    }

    private static string Words(IntervalRow row, Func<double, string> format)
    {
        string value = $"{Name.Cut(row.Label, 200)}: {format(row.Value)}";
        return double.IsFinite(row.Low) && double.IsFinite(row.High) ? $"{value}, interval {format(row.Low)} to {format(row.High)}." : $"{value}.";
    }
}

/// <param name="Label">What the value is of.</param>
/// <param name="Value">The value; NaN if it isn't defined.</param>
/// <param name="Low">The interval's lower end; NaN if there is none.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Style">How it is drawn: empty, <c>best</c>, <c>faint</c>.</param>
internal sealed record IntervalRow(string Label, double Value, double Low, double High, string Style = "")
{
    /// <summary>What the value is the mean of, as of folds.</summary>
    public IReadOnlyList<double> Parts { get; init; } = [];
}
