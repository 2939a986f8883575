using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Reports.Charts;

/// <summary>How often each class was taken for each, darker where it is a larger share of the true class.</summary>
internal static class ConfusionChart
{
    // As dark as leaves the numbers readable.
    private const double Darkest = 0.45;
    private const double Labels = 92;
    private const double Head = 40;
    private const int LongestLabel = 14;

    public static Html Of(ConfusionMatrix matrix)
    {
        int classes = matrix.Classes.Count;
        double cell = classes <= 2 ? 112 : classes <= 5 ? 62 : 46;
        double height = classes <= 2 ? 62 : classes <= 5 ? 46 : 32;
        double width = Labels + (classes * cell);
        double bottom = Head + (classes * height);
        string fits = classes <= 6 ? "" : " large";
        Html drawing = $"""
            <svg class="chart matrix{fits}" viewBox="0 0 {width} {bottom + 8}" width="{width}" height="{bottom + 8}" role="img">
            <title>Confusion matrix</title>
            <desc>{Words(matrix)}</desc>
            <text class="tick" x="{Labels}" y="11">predicted →</text><text class="tick end" x="{Labels - 10}" y="{Head - 8}">true ↓</text>
            {matrix.Classes.Select((name, column) => Column(name, column))}{matrix.Counts.Select((counts, row) => Row(counts, row))}</svg>

            """;
        return Figure.Of("Confusion matrix", "rows of the true class by the predicted one, and their share of the true class", drawing);

        Html Column(string name, int column) => $"""
            <text class="label middle" x="{Labels + ((column + 0.5) * cell)}" y="{Head - 8}">{Name.Cut(name, classes <= 2 ? LongestLabel : 8)}<title>{Name.Cut(name, 400)}</title></text>

            """;

        Html Row(IReadOnlyList<long> counts, int row)
        {
            double all = counts.Sum(count => (double)count);
            double middle = Head + ((row + 0.5) * height);
            IEnumerable<Html> cells = counts.Select((count, column) => Cell(count, all == 0 ? 0 : count / all, Labels + (column * cell), Head + (row * height)));
            return $"""
                <text class="label end" x="{Labels - 10}" y="{middle + 4}">{Name.Cut(matrix.Classes[row], LongestLabel)}<title>{Name.Cut(matrix.Classes[row], 400)}</title></text>{cells}

                """;
        }

        Html Cell(long count, double share, double x, double y)
        {
            Html? percent = height > 40 ? (Html)$"""<text class="label middle" x="{x + (cell / 2)}" y="{y + (height / 2) + 16}">{NumberText.Percent(share)}</text>""" : null;
            return $"""<rect class="cell" x="{x + 1}" y="{y + 1}" width="{cell - 2}" height="{height - 2}" fill-opacity="{0.04 + (share * (Darkest - 0.04))}" /><text class="label middle" x="{x + (cell / 2)}" y="{y + (height / 2) + (height > 40 ? 1 : 4)}">{NumberText.Count(count)}</text>{percent}""";
        }
    }

    private static string Words(ConfusionMatrix matrix) => string.Join(" ", matrix.Classes.Take(30).Select((name, row) =>
        $"Of {Name.Cut(name, 40)}: {string.Join(", ", matrix.Classes.Take(30).Select((predicted, column) => $"{NumberText.Count(matrix.Counts[row][column])} taken for {Name.Cut(predicted, 40)}"))}."));
}
