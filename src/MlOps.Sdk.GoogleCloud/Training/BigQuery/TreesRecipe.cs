using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using static System.FormattableString;

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
        yield return Invariant($"max_iterations = {learner.Trees}");
        yield return Invariant($"max_tree_depth = {learner.Depth}");
        yield return Invariant($"learn_rate = {learner.LearningRate:R}");
        yield return Invariant($"min_tree_child_weight = {learner.MinimumChildWeight}");
        yield return Invariant($"subsample = {learner.Subsample:R}");
        yield return Invariant($"l1_reg = {learner.L1:R}");
        yield return Invariant($"l2_reg = {learner.L2:R}");
    }

    public override async Task<ScorerParameters> ReadAsync(BigQueryTrained trained, CancellationToken cancellationToken)
    {
        await exports.FetchAsync(trained, "ML_XGBOOST_BOOSTER", cancellationToken);
        string file = "model.bst";
        try
        {
            XgboostModel booster = XgboostModel.Parse(await File.ReadAllBytesAsync(Path.Combine(trained.Folder, file), cancellationToken));
            file = "assets/model_metadata.json";
            BoosterMetadata metadata = BoosterMetadata.Parse(await File.ReadAllBytesAsync(Path.Combine(trained.Folder, file), cancellationToken));
            return metadata.Read(booster, trained.Training.Request.Plan.Task, trained.Training.Request.Features.Width());
        }
        catch (Exception exception) when (exception is InvalidDataException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw trained.Training.Fail($"the booster that BigQuery exports can't be read, {file}: {exception.Message}. Write Learner.LightGbm().", exception);
        }
    }
}
