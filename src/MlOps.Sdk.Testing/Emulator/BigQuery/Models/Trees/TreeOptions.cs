using System.Globalization;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Trees;

/// <summary>The options of boosted trees.</summary>
/// <param name="Parameters">What XGBoost is told.</param>
/// <param name="Described">What models.get tells.</param>
internal sealed record TreeOptions(JsonObject Parameters, JsonObject Described) : TrainingOptions
{
    private const int Seed = 1;

    public static TreeOptions Of(OptionReader reader)
    {
        string booster = reader.Word("booster_type", "GBTREE", "GBTREE", "DART");
        string method = reader.Word("tree_method", "AUTO", "AUTO", "EXACT", "APPROX", "HIST");
        string version = reader.Word("xgboost_version", "0.9", "0.9", "1.1");
        double dropout = reader.Number("dropout", 0, 0, 1);
        if (dropout > 0 && booster != "DART")
            throw ModelOptions.Invalid($"Option dropout is for booster_type = 'DART', not for '{booster}'");
        reader.Only("category_encoding_method", "LABEL_ENCODING");
        reader.Only("enable_global_explain", false);

        // Each by the names that the option has in models.get, and for XGBoost.
        JsonObject parameters = new() { ["booster"] = booster.ToLowerInvariant(), ["tree_method"] = method.ToLowerInvariant(), ["seed"] = Seed, ["nthread"] = 1, ["verbosity"] = 0 };
        JsonObject described = new() { ["boosterType"] = booster, ["treeMethod"] = method, ["xgboostVersion"] = version };
        void Whole(string option, string name, string parameter, long otherwise, long least)
        {
            long value = reader.Whole(option, otherwise, least);
            (described[name], parameters[parameter]) = (value.ToString(CultureInfo.InvariantCulture), value);
        }

        double Number(string option, string name, string parameter, double otherwise, double most)
        {
            double value = reader.Number(option, otherwise, 0, most);
            (described[name], parameters[parameter]) = (value, value);
            return value;
        }

        Whole("num_parallel_tree", "numParallelTree", "num_parallel_tree", 1, 1);
        Whole("max_tree_depth", "maxTreeDepth", "max_depth", 6, 1);
        Whole("min_tree_child_weight", "minTreeChildWeight", "min_child_weight", 1, 0);
        Number("colsample_bytree", "colsampleBytree", "colsample_bytree", 1, 1);
        Number("colsample_bylevel", "colsampleBylevel", "colsample_bylevel", 1, 1);
        Number("colsample_bynode", "colsampleBynode", "colsample_bynode", 1, 1);
        Number("min_split_loss", "minSplitLoss", "gamma", 0, double.PositiveInfinity);
        Number("subsample", "subsample", "subsample", 1, 1);
        Number("learn_rate", "learnRate", "eta", 0.3, 1);
        Number("l1_reg", "l1Regularization", "alpha", 0, double.PositiveInfinity);
        double l2 = Number("l2_reg", "l2Regularization", "lambda", 1, double.PositiveInfinity);
        described["dropout"] = dropout;
        if (booster == "DART")
            parameters["rate_drop"] = dropout;
        return new TreeOptions(parameters, described) { MaxIterations = reader.Whole("max_iterations", 20), L2 = l2, LeastProgress = ReadLeastProgress(reader) };
    }

    public override JsonObject ToJson() => Described.DeepClone().AsObject();
}
