using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training.Statistics;

/// <summary>The metrics by name, prepared for rows that count several times; over all rows once they are what the evaluators compute.</summary>
internal static class RowMetrics
{
    /// <summary>Whether less of a metric is better.</summary>
    public static bool LessIsBetter(string metric) => metric is
        nameof(BinaryMetrics.LogLoss) or nameof(RegressionMetrics.MeanAbsoluteError) or nameof(RegressionMetrics.RootMeanSquaredError);

    /// <summary>Whether a metric is the share of rows that are predicted right, for which there is an exact test.</summary>
    public static bool IsAccuracy(string metric) => metric is nameof(BinaryMetrics.Accuracy) or nameof(MulticlassMetrics.MicroAccuracy);

    /// <summary>Whether a metric needs rows of either label.</summary>
    public static bool NeedsBothLabels(string metric) => metric is
        nameof(BinaryMetrics.AreaUnderRocCurve) or nameof(BinaryMetrics.AreaUnderPrecisionRecallCurve)
        or nameof(BinaryMetrics.Precision) or nameof(BinaryMetrics.Recall) or nameof(BinaryMetrics.F1Score);

    /// <summary>Whether the labels of rows define a metric at all.</summary>
    public static bool IsDefined(string metric, Predictions rows) => rows.Task switch
    {
        TaskKind.Binary => !NeedsBothLabels(metric) || (rows.Truths.Contains(true) && rows.Truths.Contains(false)),
        TaskKind.Regression => metric != nameof(RegressionMetrics.RSquared) || rows.Numbers.Any(number => number != rows.Numbers[0]),
        _ => true,
    };

    /// <summary>A metric of a model's predictions.</summary>
    public static RowMetric Of(string metric, Predictions predictions) => predictions.Task switch
    {
        TaskKind.Binary => OfBinary(metric, predictions),
        TaskKind.Multiclass => OfMulticlass(metric, predictions),
        _ => OfRegression(metric, predictions),
    };

    private static RowMetric OfBinary(string metric, Predictions rows) => metric switch
    {
        nameof(BinaryMetrics.AreaUnderRocCurve) => new RankMetric(rows.Truths, rows.Scores, precisionRecall: false),
        nameof(BinaryMetrics.AreaUnderPrecisionRecallCurve) => new RankMetric(rows.Truths, rows.Scores, precisionRecall: true),
        nameof(BinaryMetrics.Accuracy) => new MeanMetric(Shares(rows.Right())),
        nameof(BinaryMetrics.Precision) => new ThresholdMetric(rows.Truths, rows.Scores, (hits, falseAlarms, _) => (double)hits / (hits + falseAlarms)),
        nameof(BinaryMetrics.Recall) => new ThresholdMetric(rows.Truths, rows.Scores, (hits, _, misses) => (double)hits / (hits + misses)),
        nameof(BinaryMetrics.F1Score) => new ThresholdMetric(
            rows.Truths, rows.Scores, (hits, falseAlarms, misses) => hits == 0 ? 0 : 2.0 * hits / ((2 * hits) + falseAlarms + misses)),
        nameof(BinaryMetrics.LogLoss) => new MeanMetric([.. rows.Truths.Zip(rows.Scores, (truth, score) =>
            BinaryEvaluator.LogLoss(truth ? score : 1 - (double)score))]),
        _ => throw Unknown(metric),
    };

    private static RowMetric OfMulticlass(string metric, Predictions rows) => metric switch
    {
        nameof(MulticlassMetrics.MicroAccuracy) => new MeanMetric(Shares(rows.Right())),
        nameof(MulticlassMetrics.MacroAccuracy) => new MacroAccuracyMetric(
            [.. rows.Codes.Select(code => code < 0 ? rows.Width : code)], rows.Right(), rows.Width + 1),
        nameof(MulticlassMetrics.LogLoss) => new MeanMetric([.. rows.Codes.Select((code, row) =>
            BinaryEvaluator.LogLoss(code < 0 ? 0 : rows.Scores[(row * rows.Width) + code]))]),
        _ => throw Unknown(metric),
    };

    private static RowMetric OfRegression(string metric, Predictions rows) => metric switch
    {
        nameof(RegressionMetrics.MeanAbsoluteError) => new MeanMetric([.. rows.Numbers.Zip(rows.Scores, (label, score) => Math.Abs(label - score))]),
        nameof(RegressionMetrics.RootMeanSquaredError) => new MeanMetric(
            [.. rows.Numbers.Zip(rows.Scores, (label, score) => (label - score) * (label - score))], root: true),
        nameof(RegressionMetrics.RSquared) => new RSquaredMetric(rows.Numbers, rows.Scores),
        _ => throw Unknown(metric),
    };

    private static double[] Shares(bool[] right) => [.. right.Select(hit => hit ? 1.0 : 0.0)];

    private static NotSupportedException Unknown(string metric) => new($"The metric '{metric}' is unknown.");
}
