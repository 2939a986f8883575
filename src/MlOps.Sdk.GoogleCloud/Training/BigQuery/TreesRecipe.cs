using System.Globalization;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training;

/// <summary>Boosted trees: BigQuery exports the booster of XGBoost.</summary>
internal sealed class TreesRecipe(BigQueryTreesLearner learner, BigQueryExports exports) : BigQueryRecipe
{
    public override Task<ValueList<ModelColumn>> ColumnsAsync(BigQueryTraining training, CancellationToken cancellationToken) =>
        Task.FromResult(ModelColumn.OfSlots(training.Features));

    public override IEnumerable<string> OptionsFor(TaskKind task)
    {
        yield return $"model_type = 'BOOSTED_TREE_{(task == TaskKind.Regression ? "REGRESSOR" : "CLASSIFIER")}'";
        yield return "booster_type = 'GBTREE'";
        // As many trees as are asked for, like those of other learners.
        yield return "early_stop = FALSE";
        yield return string.Create(CultureInfo.InvariantCulture, $"max_iterations = {learner.Trees}");
        yield return string.Create(CultureInfo.InvariantCulture, $"max_tree_depth = {learner.Depth}");
        yield return string.Create(CultureInfo.InvariantCulture, $"learn_rate = {learner.LearningRate:R}");
        yield return string.Create(CultureInfo.InvariantCulture, $"min_tree_child_weight = {learner.MinimumChildWeight}");
        yield return string.Create(CultureInfo.InvariantCulture, $"subsample = {learner.Subsample:R}");
        yield return string.Create(CultureInfo.InvariantCulture, $"l1_reg = {learner.L1:R}");
        yield return string.Create(CultureInfo.InvariantCulture, $"l2_reg = {learner.L2:R}");
    }

    public override async Task<ScorerParameters> ReadAsync(
        BigQueryTraining training,
        BigQueryTableReference model,
        ValueList<ModelColumn> columns,
        IReadOnlyList<PredictedRow> golden,
        string folder,
        CancellationToken cancellationToken)
    {
        await exports.FetchAsync(training, model, "ML_XGBOOST_BOOSTER", folder, cancellationToken);
        string file = "model.bst";
        try
        {
            XgboostModel booster = XgboostModel.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, file), cancellationToken));
            file = "assets/model_metadata.json";
            BoosterMetadata metadata = BoosterMetadata.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, file), cancellationToken));
            return metadata.Read(booster, training.Request.Plan.Task, training.Request.Features.Width());
        }
        catch (Exception exception) when (exception is InvalidDataException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw training.Fail($"the booster that BigQuery exports can't be read, {file}: {exception.Message}. Write Learner.LightGbm().", exception);
        }
    }
}
