using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training;

/// <summary>The metrics that each task has: the properties of its metrics record.</summary>
internal static class MetricNames
{
    private static readonly string[] Binary = NamesOf(typeof(BinaryMetrics));
    private static readonly string[] Multiclass = NamesOf(typeof(MulticlassMetrics));
    private static readonly string[] Regression = NamesOf(typeof(RegressionMetrics));

    public static string[] Of(TaskKind task) => task switch
    {
        TaskKind.Binary => Binary,
        TaskKind.Multiclass => Multiclass,
        _ => Regression,
    };

    /// <summary>The metric by which models are ranked; of each, more is better, and 1 is perfect.</summary>
    public static string Primary(TaskKind task) => task switch
    {
        TaskKind.Binary => nameof(BinaryMetrics.AreaUnderRocCurve),
        TaskKind.Multiclass => nameof(MulticlassMetrics.MicroAccuracy),
        _ => nameof(RegressionMetrics.RSquared),
    };

    private static string[] NamesOf(Type metrics) =>
        metrics.GetProperties().Where(property => property.PropertyType == typeof(double)).Select(property => property.Name).ToArray();
}
