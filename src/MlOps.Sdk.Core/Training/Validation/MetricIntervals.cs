using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training.Statistics;

namespace MlOps.Sdk.Training;

/// <summary>Computes every metric of predictions with its interval.</summary>
internal static class MetricIntervals
{
    private const double Alpha = 0.05;

    // The error of a standard error from so many resamples is 3.5 %: an interval is drawn, nothing is decided by it.
    private const int Resamples = 400;

    public static ValueList<MetricInterval> Of(Predictions rows, int seed, CancellationToken cancellationToken)
    {
        Evaluation evaluation = rows.Evaluate(SplitName.Test);
        RowMetric[] metrics = [.. evaluation.Metrics.Select(metric => RowMetrics.Of(metric.Name, rows))];
        double[] errors = Bootstrap.StandardErrors(
            rows.Rows, Resamples, seed, [.. metrics.Select(metric => new Bootstrap.Statistic(metric.Of))], cancellationToken);
        return evaluation.Metrics.Zip(errors, (metric, error) => Interval(metric, error, rows)).ToValueList();
    }

    private static MetricInterval Interval(Metric metric, double error, Predictions rows)
    {
        if (!double.IsFinite(metric.Value) || !double.IsFinite(error))
            return new(metric.Name, metric.Value, double.NaN, double.NaN);
        (double low, double high) = new BootstrapTest(metric.Value, error, rows.Cases, Resamples).Interval(Alpha);
        // No loss is below 0, no other metric above 1; R² has no lower end.
        bool isLoss = RowMetrics.LessIsBetter(metric.Name);
        return new(
            metric.Name,
            metric.Value,
            rows.Task == TaskKind.Regression && !isLoss ? low : Math.Max(0, low),
            isLoss ? high : Math.Min(1, high));
    }
}
