using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.BigQuery.Models.Linear;
using MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks;
using MlOps.Sdk.Testing.Emulator.BigQuery.Models.Trees;
using MlOps.Sdk.Testing.Emulator.GoogleSql;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models;

/// <summary>Runs CREATE MODEL.</summary>
internal sealed class ModelRunner(EmulatorState state, BigQueryCatalog catalog, Warehouse warehouse)
{
    private readonly TreeTrainer _trees = new(new XgboostProcess(state.Options.Python, warehouse), warehouse);
    private readonly NetworkTrainer _networks = new(warehouse);

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

        string started = state.Now();
        ModelOptions options = ModelOptions.Of(statement.Options);
        TrainedModel model = Train(new TrainingRows(session, warehouse, [.. statement.Columns.Select(SqlColumns.ToColumn)], statement.Sql, options), options);
        object?[] metrics = session.Rows(ModelFunctions.Evaluate(session, model, model.EvaluationRows, ModelFunctions.UsualThreshold))[0];
        string now = state.NowMilliseconds();
        dataset.Put(new BigQueryModel(name, new JsonObject
        {
            ["etag"] = state.NextId(),
            ["modelReference"] = new JsonObject { ["projectId"] = name.Project, ["datasetId"] = name.Dataset, ["modelId"] = name.Table },
            ["creationTime"] = existing?.Resource["creationTime"]?.DeepClone() ?? now,
            ["lastModifiedTime"] = now,
            ["location"] = dataset.Location,
            ["modelType"] = model.Type.Resource,
            ["trainingRuns"] = new JsonArray(ModelResource.TrainingRun(started, model, options, metrics)),
            ["featureColumns"] = ModelResource.Described(model.Inputs),
            ["labelColumns"] = ModelResource.Described([model.Label]),
        })
        {
            Trained = model,
        });
        job.Statistics["mlStatistics"] = new JsonObject
        {
            ["modelType"] = model.Type.Resource,
            ["trainingType"] = "SINGLE_TRAINING",
            ["maxIterations"] = options.Training.MaxIterations.ToString(CultureInfo.InvariantCulture),
        };
    }

    private TrainedModel Train(TrainingRows rows, ModelOptions options) => options.Training switch
    {
        LinearOptions linear => LinearTrainer.Train(rows, linear),
        TreeOptions trees => _trees.Train(rows, trees),
        NetworkOptions network => _networks.Train(rows, network),
        _ => throw new ArgumentOutOfRangeException(nameof(options)),
    };
}
