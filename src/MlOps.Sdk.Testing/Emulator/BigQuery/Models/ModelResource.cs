using System.Globalization;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models;

/// <summary>A model as models.get tells it.</summary>
internal static class ModelResource
{
    /// <summary>What there is to tell of training.</summary>
    /// <param name="started">When it began.</param>
    /// <param name="model">What was learnt.</param>
    /// <param name="options">What was asked.</param>
    /// <param name="metrics">What ML.EVALUATE says.</param>
    public static JsonObject TrainingRun(string started, TrainedModel model, ModelOptions options, object?[] metrics)
    {
        JsonObject asked = options.Training.ToJson();
        asked["inputLabelColumns"] = new JsonArray(model.Label.Name);
        asked["lossType"] = model.Type.IsClassifier ? "MEAN_LOG_LOSS" : "MEAN_SQUARED_LOSS";
        asked["l2Regularization"] = options.Training.L2;
        asked["maxIterations"] = Text(options.Training.MaxIterations);
        asked["dataSplitMethod"] = options.Split;
        if (options.SplitColumn is { } column)
            asked["dataSplitColumn"] = column;
        if (options.Training.LeastProgress is { } progress)
            (asked["earlyStop"], asked["minRelativeProgress"]) = (true, progress);
        JsonObject run = new() { ["startTime"] = started, ["trainingOptions"] = asked, ["evaluationMetrics"] = Metrics(model, metrics) };
        if (model.Iterations.Count > 0)
        {
            run["results"] = new JsonArray([.. model.Iterations.Select((iteration, index) => new JsonObject
            {
                ["index"] = index, ["trainingLoss"] = iteration.Loss, ["durationMs"] = Text(iteration.Milliseconds),
            })]);
        }

        return run;
    }

    public static JsonArray Described(IEnumerable<Column> columns) =>
        new([.. columns.Select(column => new JsonObject { ["name"] = column.Name, ["type"] = new JsonObject { ["typeKind"] = column.Type } })]);

    private static JsonObject Metrics(TrainedModel model, object?[] metrics)
    {
        if (!model.Type.IsClassifier)
            return new JsonObject { ["regressionMetrics"] = Named(["meanAbsoluteError", "meanSquaredError", "meanSquaredLogError", "medianAbsoluteError", "rSquared"], metrics) };
        JsonObject aggregate = Named(["precision", "recall", "accuracy", "f1Score", "logLoss", "rocAuc"], metrics);
        return model.Classes.Count > 2
            ? new JsonObject { ["multiClassClassificationMetrics"] = new JsonObject { ["aggregateClassificationMetrics"] = aggregate } }
            : new JsonObject
            {
                ["binaryClassificationMetrics"] = new JsonObject
                {
                    ["aggregateClassificationMetrics"] = aggregate, ["positiveLabel"] = model.Classes[0], ["negativeLabel"] = model.Classes[1],
                },
            };
    }

    private static JsonObject Named(string[] names, object?[] values) => new(names.Zip(values)
        .Where(pair => pair.Second is double number && double.IsFinite(number))
        .Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.First, (double)pair.Second!)));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
