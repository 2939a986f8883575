using MlOps.Sdk.Data;
using MlOps.Sdk.Reports.Charts;
using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>What the predictions look like on the test rows.</summary>
internal static class CurveSection
{
    public static Section? Of(RunFacts facts)
    {
        if (facts.Last<ValidatedModel>() is not { } validated)
            return null;
        ModelCurves curves = validated.Curves;
        Html[] figures =
        [
            .. new[]
            {
                curves.Roc is { Count: > 0 } roc ? CurveCharts.Roc(roc, Metric(validated, nameof(BinaryMetrics.AreaUnderRocCurve))) : null,
                curves.PrecisionRecall is { Count: > 0 } points
                    ? CurveCharts.PrecisionRecall(points, Metric(validated, nameof(BinaryMetrics.AreaUnderPrecisionRecallCurve)), validated.Calibration?.Rate)
                    : null,
                curves.Calibration is { Count: > 0 } bins ? CalibrationChart.Of(bins, validated.Calibration) : null,
                curves.Confusion is { Classes.Count: > 0 } confusion ? ConfusionChart.Of(confusion) : null,
                curves.Residuals is { } residuals ? ResidualCharts.Histogram(residuals) : null,
                curves.Residuals is { Predictions.Count: > 0 } sample ? ResidualCharts.Predictions(sample) : null,
            }.OfType<Html>(),
        ];
        return figures.Length == 0 ? null : new Section("predictions", "Test predictions", Figure.Grid(figures));
    }

    private static double? Metric(ValidatedModel validated, string name) => validated.Model.Evaluations
        .FirstOrDefault(evaluation => evaluation.Split == SplitName.Test)?.Metrics.FirstOrDefault(metric => metric.Name == name)?.Value;
}
