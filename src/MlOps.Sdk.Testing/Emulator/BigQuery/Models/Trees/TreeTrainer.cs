namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Trees;

/// <summary>Trains boosted trees.</summary>
internal sealed class TreeTrainer(XgboostProcess xgboost, Warehouse warehouse)
{
    public TreeModel Train(TrainingRows rows, TreeOptions options)
    {
        IReadOnlyList<FeatureEncoding> features = rows.Encode(nullIsCategory: false);
        string booster = warehouse.NewFile(".bst");
        IReadOnlyList<TrainingIteration> iterations = xgboost.Train(rows.Session, rows.Matrix(features), rows.Classes.Count, options, booster);
        return new TreeModel(rows, features, booster, xgboost, warehouse) { Iterations = iterations };
    }
}
