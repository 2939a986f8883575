using System.Text.Json.Nodes;
using MlOps.Sdk.Core.Tests.Models.Xgboost;

namespace MlOps.Sdk.Testing.Tests.Emulator.BigQuery.Models;

public sealed class ModelRefusalTests
{
    [Theory]
    [InlineData("BOOSTED_TREE_CLASSIFIER", "booster_type = 'GBLINEAR'", "501 notImplemented", "booster_type = GBLINEAR")]
    [InlineData("BOOSTED_TREE_CLASSIFIER", "dropout = 0.1", "400 invalidQuery", "DART")]
    [InlineData("BOOSTED_TREE_CLASSIFIER", "booster_type = 'DART', dropout = 1.5", "400 invalidQuery", "dropout must be a number from 0 to 1, not 1.5")]
    [InlineData("BOOSTED_TREE_CLASSIFIER", "dart_normalize_type = 'TREE'", "501 notImplemented", "dart_normalize_type")]
    [InlineData("BOOSTED_TREE_CLASSIFIER", "tree_method = 'GPU_HIST'", "501 notImplemented", "tree_method = GPU_HIST")]
    [InlineData("BOOSTED_TREE_CLASSIFIER", "xgboost_version = '1.7'", "501 notImplemented", "xgboost_version = 1.7")]
    [InlineData("BOOSTED_TREE_CLASSIFIER", "category_encoding_method = 'TARGET_ENCODING'", "501 notImplemented", "TARGET_ENCODING")]
    [InlineData("BOOSTED_TREE_CLASSIFIER", "enable_global_explain = TRUE", "501 notImplemented", "enable_global_explain")]
    [InlineData("BOOSTED_TREE_CLASSIFIER", "auto_class_weights = TRUE", "501 notImplemented", "auto_class_weights")]
    [InlineData("BOOSTED_TREE_CLASSIFIER", "class_weights = [STRUCT('a', 0.5)]", "501 notImplemented", "class_weights")]
    [InlineData("BOOSTED_TREE_CLASSIFIER", "instance_weight_col = 'length'", "501 notImplemented", "instance_weight_col")]
    [InlineData("BOOSTED_TREE_CLASSIFIER", "num_trials = 3", "501 notImplemented", "num_trials")]
    [InlineData("BOOSTED_TREE_CLASSIFIER", "hidden_units = [3]", "501 notImplemented", "hidden_units = [3]")]
    [InlineData("BOOSTED_TREE_CLASSIFIER", "data_split_method = 'RANDOM'", "501 notImplemented", "RANDOM")]
    [InlineData("BOOSTED_TREE_CLASSIFIER", "max_tree_depth = 0", "400 invalidQuery", "max_tree_depth must be an INT64 of 1 at least, not 0")]
    [InlineData("BOOSTED_TREE_CLASSIFIER", "max_tree_depth = 2.5", "400 invalidQuery", "max_tree_depth")]
    [InlineData("BOOSTED_TREE_CLASSIFIER", "subsample = 1.5", "400 invalidQuery", "subsample must be a number from 0 to 1, not 1.5")]
    [InlineData("BOOSTED_TREE_CLASSIFIER", "learn_rate = HPARAM_RANGE(0.1, 0.5)", "400 invalidQuery", "learn_rate")]
    [InlineData("BOOSTED_TREE_CLASSIFIER", "early_stop = 'no'", "400 invalidQuery", "early_stop must be a BOOL")]
    [InlineData("BOOSTED_TREE_CLASSIFIER", "max_iterations = 0", "400 invalidQuery", "max_iterations")]
    [InlineData("BOOSTED_TREE_REGRESSOR", "max_iterations = 2", "400 invalidQuery", "must be numeric, not STRING")]
    [InlineData("RANDOM_FOREST_CLASSIFIER", "max_iterations = 2", "501 notImplemented", "RANDOM_FOREST_CLASSIFIER")]
    [InlineData("LOGISTIC_REG", "max_iterations = 2", "501 notImplemented", "more than two classes")]
    public async Task An_option_that_is_wrong_or_does_nothing_here_is_refused(string type, string options, string reason, string words)
    {
        await using BigQueryConversation conversation = await ModelRows.StartAsync("python3");
        string split = options.Contains("data_split", StringComparison.Ordinal) ? "" : "data_split_method = 'NO_SPLIT', ";

        string refused = await conversation.RefusedAsync(
            $"CREATE MODEL `p-1.ds.m` OPTIONS(model_type = '{type}', input_label_cols = ['three'], {split}{options}) AS SELECT width, length, three FROM {ModelRows.Table}");

        Assert.StartsWith(reason, refused, StringComparison.Ordinal);
        Assert.Contains(words, refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_thresholds_and_gaps_of_a_model_of_trees_are_refused()
    {
        await using BigQueryConversation conversation = await ModelRows.StartAsync(XgboostPython.OrSkip());
        await ModelRows.TrainAsync(conversation, "BOOSTED_TREE_CLASSIFIER", "three", "max_iterations = 1");

        Assert.Equal("400 invalidQuery: ML.WEIGHTS is not supported for model type BOOSTED_TREE_CLASSIFIER", await conversation.RefusedAsync("SELECT * FROM ML.WEIGHTS(MODEL `p-1.ds.m`)"));
        Assert.StartsWith("400 invalidQuery: The setting threshold", await conversation.RefusedAsync("SELECT accuracy FROM ML.EVALUATE(MODEL `p-1.ds.m`, STRUCT(0.3 AS threshold))"), StringComparison.Ordinal);
        Assert.StartsWith(
            "400 invalidQuery: Column wet in the model is not found", await conversation.RefusedAsync($"SELECT * FROM ML.PREDICT(MODEL `p-1.ds.m`, (SELECT width, length, kind FROM {ModelRows.Table}))"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing", "gs://models/a", "ML_XGBOOST_BOOSTER", "notFound: Not found: Model p-1:ds.nothing")]
    [InlineData("m", "gs://nowhere/a", "ML_XGBOOST_BOOSTER", "notFound: Not found: bucket nowhere")]
    [InlineData("m", "gs://models/a", null, "invalid: destinationFormat ML_TF_SAVED_MODEL is not supported for models of type BOOSTED_TREE_CLASSIFIER")]
    [InlineData("m", "gs://models/a", "PARQUET", "invalid: Invalid value at 'job.configuration.extract.destinationFormat': PARQUET")]
    [InlineData("m", "gs://models/a-*", "ML_XGBOOST_BOOSTER", "invalid: Invalid destination of a model")]
    [InlineData("m", "models/a", "ML_XGBOOST_BOOSTER", "invalid: Invalid Cloud Storage URI")]
    [InlineData("line", "gs://models/a", "ML_TF_SAVED_MODEL", "notImplemented: The emulated BigQuery doesn't do this: the export of a model of type LINEAR_REG")]
    public async Task An_extract_job_that_cannot_be_done_fails(string model, string uri, string? format, string error)
    {
        await using BigQueryConversation conversation = await ModelRows.StartAsync(XgboostPython.OrSkip());
        await ModelRows.TrainAsync(conversation, "BOOSTED_TREE_CLASSIFIER", "three", "max_iterations = 1");
        await conversation.AskAsync($"CREATE MODEL `p-1.ds.line` OPTIONS(model_type = 'LINEAR_REG', input_label_cols = ['y']) AS SELECT length, y FROM {ModelRows.Table}");

        JsonObject job = await conversation.RunAsync(new JsonObject
        {
            ["extract"] = new JsonObject
            {
                ["sourceModel"] = new JsonObject { ["projectId"] = "p-1", ["datasetId"] = "ds", ["modelId"] = model },
                ["destinationUris"] = new JsonArray(uri),
                ["destinationFormat"] = format,
            },
        });

        JsonNode told = job["status"]!["errorResult"]!;
        Assert.StartsWith(error, $"{told["reason"]}: {told["message"]}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EXPORT MODEL `p-1.ds.nothing` OPTIONS(uri = 'gs://models/a')", "404 notFound: Not found: Model p-1:ds.nothing")]
    [InlineData("EXPORT MODEL `p-1.ds.line` OPTIONS(uri = 'gs://nowhere/a')", "404 notFound: Not found: bucket nowhere")]
    [InlineData("EXPORT MODEL `p-1.ds.line` OPTIONS(uri = 'gs://models/a')", "501 notImplemented: The emulated BigQuery doesn't do this: the export of a model of type LINEAR_REG")]
    [InlineData("EXPORT MODEL `p-1.ds.line` OPTIONS(uri = 'gs://models/a', trial_id = 1)", "501 notImplemented: The emulated BigQuery doesn't do this: OPTIONS(trial_id)")]
    public async Task An_EXPORT_MODEL_that_cannot_be_done_is_refused(string sql, string error)
    {
        await using BigQueryConversation conversation = await ModelRows.StartAsync("python3");
        await conversation.AskAsync($"CREATE MODEL `p-1.ds.line` OPTIONS(model_type = 'LINEAR_REG', input_label_cols = ['y']) AS SELECT length, y FROM {ModelRows.Table}");

        Assert.StartsWith(error, await conversation.RefusedAsync(sql), StringComparison.Ordinal);
    }
}
