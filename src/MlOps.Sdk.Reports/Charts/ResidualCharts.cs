using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Reports.Charts;

/// <summary>What a regression missed by.</summary>
internal static class ResidualCharts
{
    public static Html Histogram(ResidualDistribution residuals)
    {
        IReadOnlyList<ResidualBin> bins = residuals.Histogram;
        Plot plot = new(
            bins.Count == 0 ? Axis.Plain(0, 1, Plot.Left, Plot.Right) : Axis.Plain(bins[0].From, Math.Max(bins[^1].To, bins[0].From + 1e-12), Plot.Left, Plot.Right),
            Axis.Plain(0, bins.Select(bin => (double)bin.Rows).DefaultIfEmpty(1).Max() * 1.05, Plot.Bottom, Plot.Top));
        IEnumerable<Html> bars = bins.Select(bin => (Html)$"""
            <rect class="bar" x="{plot.X.At(bin.From) + 0.5}" y="{plot.Y.At(bin.Rows)}" width="{Math.Max(0.5, plot.X.At(bin.To) - plot.X.At(bin.From) - 1)}" height="{Plot.Bottom - plot.Y.At(bin.Rows)}"><title>{NumberText.Value(bin.From)} to {NumberText.Value(bin.To)}: {NumberText.Count(bin.Rows, "row")}</title></rect>

            """);
        Table table = new(new Head("Share of rows"), new Head("Residual at most", IsNumber: true));
        foreach (ResidualQuantile quantile in residuals.Quantiles)
            table.Add(Html.Text(NumberText.Percent(quantile.Share)), Html.Text(NumberText.Value(quantile.Residual)));
        return Figure.Of(
            "Residuals", "the true value less the predicted; those beyond 1 and 99 % are in the first and last bar",
            plot.Render("Residuals", "The quantiles are in the table.", "residual", "rows", $"{bars}"), table.Render());
    }

    public static Html Predictions(ResidualDistribution residuals)
    {
        IReadOnlyList<PredictedValue> sample = residuals.Predictions;
        double[] values = [.. sample.SelectMany(row => (double[])[row.Predicted, row.Actual])];
        Plot plot = new(Axis.Over(values, Plot.Left, Plot.Right), Axis.Over(values, Plot.Bottom, Plot.Top));
        Html guide = plot.Line("guide", [(plot.X.From, plot.Y.From), (plot.X.To, plot.Y.To)]);
        IEnumerable<Html> dots = sample.Select(row => plot.Dot("dot", row.Predicted, row.Actual, 2.5, $"predicted {NumberText.Value(row.Predicted)}, true {NumberText.Value(row.Actual)}"));
        return Figure.Of(
            "Predicted and true", $"a sample of {NumberText.Count(sample.Count, "row")}; on the dashed line, the prediction is right",
            plot.Render("Predicted and true values", $"{sample.Count} rows.", "predicted", "true", $"{guide}{dots}"));
    }
}
