namespace MlOps.Sdk.Reports.Sections;

/// <summary>What people call a metric.</summary>
internal static class MetricText
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["AreaUnderRocCurve"] = "AUC (ROC)",
        ["AreaUnderPrecisionRecallCurve"] = "average precision",
        ["Accuracy"] = "accuracy",
        ["Precision"] = "precision",
        ["Recall"] = "recall",
        ["F1Score"] = "F1",
        ["LogLoss"] = "log loss",
        ["MicroAccuracy"] = "accuracy",
        ["MacroAccuracy"] = "accuracy, mean over classes",
        ["RSquared"] = "R²",
        ["MeanAbsoluteError"] = "mean absolute error",
        ["RootMeanSquaredError"] = "root mean squared error",
    };

    public static string Of(string metric) => Words.GetValueOrDefault(metric, metric);
}
