using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.GoogleSql;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models;

/// <summary>Runs CREATE MODEL.</summary>
internal sealed class ModelRunner(EmulatorState state, BigQueryCatalog catalog, Warehouse warehouse)
{
    public void Create(BigQueryJob job, WarehouseSession session, TranslatedStatement statement)
    {
        TableName name = new(statement.Target!.Project, statement.Target.Dataset, statement.Target.Table);
        BigQueryDataset dataset = catalog.Dataset(name.Project, name.Dataset);
        BigQueryModel? existing = dataset.FindModel(name.Table);
        job.Statistics["ddlOperationPerformed"] = existing is null ? "CREATE" : statement.Condition == CreateCondition.Replace ? "REPLACE" : "SKIP";
        if (existing is not null && statement.Condition == CreateCondition.Skip)
            return;
        if (existing is not null && statement.Condition == CreateCondition.Fail)
            throw new EmulatorException(409, "duplicate", $"Already Exists: Model {name}");
        if (catalog.FindTable(name) is not null)
            throw new EmulatorException(409, "duplicate", $"Already Exists: Table {name}");
        if (statement.Sql.Length == 0)
            throw Shape.NotEmulated("CREATE MODEL without AS");

        ModelOptions options = ModelOptions.Of(statement.Options);
        LinearModel model = new ModelTrainer(session, warehouse).Train([.. statement.Columns.Select(SqlColumns.ToColumn)], statement.Sql, options);
        object?[] metrics = session.Rows(ModelFunctions.Evaluate(model, model.EvaluationRows, LinearModel.Number(0.5)))[0];
        dataset.Put(new BigQueryModel(name, Resource(name, dataset, existing, model, options, metrics)) { Trained = model });
        job.Statistics["mlStatistics"] = new JsonObject
        {
            ["modelType"] = TypeOf(model),
            ["trainingType"] = "SINGLE_TRAINING",
            ["maxIterations"] = options.MaxIterations.ToString(CultureInfo.InvariantCulture),
        };
    }

    private JsonObject Resource(TableName name, BigQueryDataset dataset, BigQueryModel? existing, LinearModel model, ModelOptions options, object?[] metrics)
    {
        string now = state.NowMilliseconds();
        return new JsonObject
        {
            ["etag"] = state.NextId(),
            ["modelReference"] = new JsonObject { ["projectId"] = name.Project, ["datasetId"] = name.Dataset, ["modelId"] = name.Table },
            ["creationTime"] = existing?.Resource["creationTime"]?.DeepClone() ?? now,
            ["lastModifiedTime"] = now,
            ["location"] = dataset.Location,
            ["modelType"] = TypeOf(model),
            ["trainingRuns"] = new JsonArray(new JsonObject
            {
                ["startTime"] = state.Now(),
                ["trainingOptions"] = new JsonObject
                {
                    ["inputLabelColumns"] = new JsonArray(model.Label.Name),
                    ["lossType"] = model.IsLogistic ? "MEAN_LOG_LOSS" : "MEAN_SQUARED_LOSS",
                    ["l2Regularization"] = options.L2,
                    ["maxIterations"] = options.MaxIterations.ToString(CultureInfo.InvariantCulture),
                    ["dataSplitMethod"] = options.Split,
                },
                ["evaluationMetrics"] = model.IsLogistic
                    ? new JsonObject
                    {
                        ["binaryClassificationMetrics"] = new JsonObject
                        {
                            ["aggregateClassificationMetrics"] = Named(["precision", "recall", "accuracy", "f1Score", "logLoss", "rocAuc"], metrics),
                            ["negativeLabel"] = LabelText(model.Classes[0]),
                            ["positiveLabel"] = LabelText(model.Classes[1]),
                        },
                    }
                    : new JsonObject
                    {
                        ["regressionMetrics"] = Named(["meanAbsoluteError", "meanSquaredError", "meanSquaredLogError", "medianAbsoluteError", "rSquared"], metrics),
                    },
            }),
            ["featureColumns"] = new JsonArray([.. model.Features.Select(feature => Described(feature.Column))]),
            ["labelColumns"] = new JsonArray(Described(model.Label)),
        };
    }

    private static JsonObject Named(string[] names, object?[] values) => new(names.Zip(values)
        .Where(pair => pair.Second is double number && double.IsFinite(number))
        .Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.First, (double)pair.Second!)));

    private static JsonNode Described(Column column) => new JsonObject { ["name"] = column.Name, ["type"] = new JsonObject { ["typeKind"] = column.Type } };

    private static string LabelText(string literal) => literal.StartsWith("CAST('", StringComparison.Ordinal) ? literal["CAST('".Length..literal.LastIndexOf('\'')] : literal.Trim('\'');

    private static string TypeOf(LinearModel model) => model.IsLogistic ? "LOGISTIC_REGRESSION" : "LINEAR_REGRESSION";
}
