using System.Globalization;
using MlOps.Sdk.Data;
using MlOps.Sdk.Deployments;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Runs;

/// <summary>What a stage has made, in a few words.</summary>
internal static class StageText
{
    public static string Of(StageRun stage) => stage.Product switch
    {
        null => "",
        Dataset dataset => $"{Count(dataset.Rows, "row")}, {Count(dataset.Schema.Columns.Count, "column")}",
        DatasetProfile profile => OfProfile(profile),
        Verification verification => $"{Count(verification.Checks.Count, "check")} passed on {Count(verification.Rows, "row")}",
        StagedDataset staged => string.Join(", ", staged.Splits.Select(split => $"{split.Split} {Count(split.Rows)}")),
        FittedFeatures features => $"{Count(features.Features.Count, "feature")}, {Count(features.Width(), "slot")}",
        TrainedModel model => OfModel(model),
        ValidatedModel validated => OfValidation(validated),
        ModelVersion version => $"{version.Model} version {Count(version.Version)}",
        Deployment deployment => $"endpoint {deployment.Endpoint} serves {deployment.Version.Model} version {Count(deployment.Version.Version)}",
        Product other => other.GetType().Name,
    };

    private static string OfProfile(DatasetProfile profile)
    {
        int withNulls = profile.Columns.Count(column => column.Nulls > 0);
        return $"{Count(profile.Columns.Count, "column")}, " + (withNulls == 0 ? "none with nulls" : $"{Count(withNulls)} with nulls");
    }

    private static string OfModel(TrainedModel model)
    {
        Evaluation? evaluation = model.Evaluations.FirstOrDefault(evaluation => evaluation.Split == SplitName.Test) ?? model.Evaluations.FirstOrDefault();
        return evaluation is null ? $"{model.Learner.Name}, not evaluated" : $"{MetricsOf(evaluation)} ({evaluation.Split})";
    }

    private static string OfValidation(ValidatedModel validated) => validated.Gates.Count == 0
        ? $"{validated.Model.Learner.Name}, no gates"
        : $"{validated.Model.Learner.Name}: {string.Join(", ", validated.Gates.Select(gate => $"{gate.Gate} (is {Number(gate.Value)})"))}";

    private static string MetricsOf(Evaluation evaluation)
    {
        (string Name, string Words)[] shown = evaluation.Task switch
        {
            TaskKind.Binary =>
            [
                (nameof(BinaryMetrics.AreaUnderRocCurve), "AUC"), (nameof(BinaryMetrics.Accuracy), "accuracy"), (nameof(BinaryMetrics.LogLoss), "log loss"),
            ],
            TaskKind.Multiclass =>
            [
                (nameof(MulticlassMetrics.MicroAccuracy), "accuracy"), (nameof(MulticlassMetrics.MacroAccuracy), "by class"),
                (nameof(MulticlassMetrics.LogLoss), "log loss"),
            ],
            _ =>
            [
                (nameof(RegressionMetrics.RSquared), "R squared"), (nameof(RegressionMetrics.MeanAbsoluteError), "MAE"),
                (nameof(RegressionMetrics.RootMeanSquaredError), "RMSE"),
            ],
        };

        return string.Join(", ", shown
            .Select(metric => (metric.Words, evaluation.Metrics.FirstOrDefault(value => value.Name == metric.Name)?.Value))
            .Where(metric => metric.Value is not null)
            .Select(metric => $"{metric.Words} {Number(metric.Value!.Value)}"));
    }

    private static string Number(double value) => Math.Abs(value) switch
    {
        < 10 => value.ToString("0.000", CultureInfo.InvariantCulture),
        < 1e6 => value.ToString("#,0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###e+0", CultureInfo.InvariantCulture),
    };

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";
}
