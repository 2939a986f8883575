using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Reports.Charts;

/// <summary>Predicted probabilities against what came true; a dot is as large as its rows are many.</summary>
internal static class CalibrationChart
{
    public static Html Of(IReadOnlyList<CalibrationBin> bins, CalibrationMeasures? measures)
    {
        Plot plot = Plot.OfShares();
        CalibrationBin[] filled = [.. bins.Where(bin => bin.Rows > 0)];
        double most = filled.Select(bin => (double)bin.Rows).DefaultIfEmpty(1).Max();
        Html line = plot.Line("line thin", filled.Select(bin => (bin.Predicted, bin.Observed)));
        IEnumerable<Html> dots = filled.Select(bin => plot.Dot(
            "dot", bin.Predicted, bin.Observed, 2.5 + (7.5 * Math.Sqrt(bin.Rows / most)),
            $"{NumberText.Count(bin.Rows, "row")}: {NumberText.Metric(bin.Predicted)} predicted, {NumberText.Metric(bin.Observed)} came true"));
        Table table = new(new Head("Probability"), new Head("Rows", IsNumber: true), new Head("Predicted", IsNumber: true), new Head("Came true", IsNumber: true));
        foreach (CalibrationBin bin in bins)
        {
            table.Add(
                Html.Text($"{NumberText.Tick(bin.From)} to {NumberText.Tick(bin.To)}"), Html.Text(NumberText.Count(bin.Rows)),
                Html.Text(bin.Rows > 0 ? NumberText.Metric(bin.Predicted) : ""), Html.Text(bin.Rows > 0 ? NumberText.Metric(bin.Observed) : ""));
        }

        string errors = measures is null ? "" : $"expected error {NumberText.Metric(measures.ExpectedError)}, Brier score {NumberText.Metric(measures.Brier)}; ";
        return Figure.Of(
            "Calibration", $"{errors}on the dashed line, probabilities come true as often as they say; a larger dot stands for more rows",
            plot.Render("Calibration", $"{filled.Length} bins; the numbers are in the table.", "predicted probability", "share that came true", $"{plot.Line("guide", [(0, 0), (1, 1)])}{line}{dots}"),
            table.Render());
    }
}
