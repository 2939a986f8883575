using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Reports.Charts;

/// <summary>The curves of a binary classifier over its thresholds.</summary>
internal static class CurveCharts
{
    private const int TableRows = 11;

    public static Html Roc(IReadOnlyList<CurvePoint> points, double? area)
    {
        Plot plot = Plot.OfShares();
        Html guide = plot.Line("guide", [(0, 0), (1, 1)]);
        return Figure.Of(
            "ROC curve", area is { } known ? $"area {NumberText.Metric(known)}; dashed: by chance" : "dashed: by chance",
            plot.Render("ROC curve", $"From (0, 0) to (1, 1) through {points.Count} points; the numbers are in the table.", "false-positive rate", "true-positive rate", $"{guide}{Curve(plot, points)}"),
            AsTable(points, "False-positive rate", "True-positive rate"));
    }

    public static Html PrecisionRecall(IReadOnlyList<CurvePoint> points, double? area, double? rate)
    {
        Plot plot = Plot.OfShares();
        Html? guide = rate is { } share && double.IsFinite(share) ? plot.Line("guide", [(0, share), (1, share)]) : null;
        return Figure.Of(
            "Precision and recall", area is { } known ? $"average precision {NumberText.Metric(known)}; dashed: by chance" : "dashed: by chance",
            plot.Render("Precision over recall", $"{points.Count} points; the numbers are in the table.", "recall", "precision", $"{guide}{Curve(plot, points)}"),
            AsTable(points, "Recall", "Precision"));
    }

    private static Html Curve(Plot plot, IReadOnlyList<CurvePoint> points) =>
        plot.Line("line", points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).Select(point => (point.X, point.Y)));

    private static Html AsTable(IReadOnlyList<CurvePoint> points, string across, string up)
    {
        Table table = new(new Head("From probability"), new Head(across, IsNumber: true), new Head(up, IsNumber: true));
        foreach (int index in Enumerable.Range(0, Math.Min(points.Count, TableRows)).Select(row => row * (points.Count - 1) / Math.Max(1, Math.Min(points.Count, TableRows) - 1)))
        {
            CurvePoint point = points[index];
            table.Add(Html.Text(double.IsFinite(point.Threshold) ? NumberText.Metric(point.Threshold) : "none"), Html.Text(NumberText.Metric(point.X)), Html.Text(NumberText.Metric(point.Y)));
        }

        return table.Render();
    }
}
