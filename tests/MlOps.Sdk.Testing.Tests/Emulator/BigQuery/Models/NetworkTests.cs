using System.Text.Json.Nodes;
using MlOps.Sdk.Core.Tests.Models.Xgboost;
using MlOps.Sdk.Testing.Emulator.BigQuery;
using MlOps.Sdk.Testing.Emulator.BigQuery.Models;
using MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks;

namespace MlOps.Sdk.Testing.Tests.Emulator.BigQuery.Models;

public sealed class NetworkTests
{
    private const string Fast = "learn_rate = 0.01, early_stop = FALSE, batch_size = 32";

    [Theory]
    [InlineData("two", "true,false", "hidden_units = [16, 8], max_iterations = 60, " + Fast, "Relu", 0.95)]
    [InlineData("three", "tall,middle,low", "hidden_units = [16, 8], max_iterations = 60, " + Fast, "Relu", 0.9)]
    [InlineData("three", "tall,middle,low", "hidden_units = [24], activation_fn = 'RELU6', max_iterations = 60, " + Fast, "Relu6", 0.85)]
    [InlineData("three", "tall,middle,low", "hidden_units = [9, 5, 7], activation_fn = 'TANH', optimizer = 'RMSPROP', max_iterations = 60, " + Fast, "Tanh", 0.9)]
    [InlineData("two", "true,false", "hidden_units = [12], activation_fn = 'SIGMOID', optimizer = 'ADAGRAD', max_iterations = 60, learn_rate = 0.3, early_stop = FALSE, batch_size = 16", "Sigmoid", 0.9)]
    [InlineData("two", "true,false", "hidden_units = [12], activation_fn = 'ELU', optimizer = 'SGD', l1_reg = 0.001, l2_reg = 0.01, max_iterations = 40, learn_rate = 0.1, early_stop = FALSE, batch_size = 8", "Elu", 0.9)]
    public async Task A_classifier_learns_and_predicts_what_the_exported_files_do(string label, string classes, string options, string activation, double least)
    {
        string python = XgboostPython.OrSkip();
        await using BigQueryConversation conversation = await ModelRows.StartAsync(python);

        await ModelRows.TrainAsync(conversation, "DNN_CLASSIFIER", label, options);
        (string Predicted, (string Class, double Probability)[] Classes)[] predicted = await ModelRows.ClassesAsync(conversation, label);
        string[][] evaluated = await conversation.AskAsync("SELECT accuracy FROM ML.EVALUATE(MODEL `p-1.ds.m`)");
        await conversation.AskAsync("EXPORT MODEL `p-1.ds.m` OPTIONS(uri = 'gs://models/network/')");

        JsonNode judged = await JudgeAsync(conversation, python, label, classes.Split(','), activation);
        Assert.Equal(300, predicted.Length);
        foreach (string way in (string[])["variables", "graph"])
        {
            foreach (((string most, (string Class, double Probability)[] each), JsonNode? other) in predicted.Zip(judged[way]!.AsArray()))
            {
                Assert.Equal(each[0].Class, most);
                Assert.Equal(other!.AsObject().Count, each.Length);
                Assert.All(each, pair => Assert.Equal((double)other[pair.Class]!, pair.Probability, 2e-5));
            }
        }

        Assert.InRange(ModelRows.Number(evaluated[0][0]), least, 1);
    }

    [Theory]
    [InlineData("hidden_units = [16, 8], max_iterations = 100, " + Fast)]
    [InlineData("hidden_units = [3], max_iterations = 100, batch_size = 5000, learn_rate = 0.2, early_stop = FALSE")]
    public async Task A_regression_learns_and_predicts_what_the_exported_files_do(string options)
    {
        string python = XgboostPython.OrSkip();
        await using BigQueryConversation conversation = await ModelRows.StartAsync(python);

        await ModelRows.TrainAsync(conversation, "DNN_REGRESSOR", "y", options);
        double[] predicted = await ModelRows.NumbersAsync(conversation);
        string[][] evaluated = await conversation.AskAsync("SELECT r2_score FROM ML.EVALUATE(MODEL `p-1.ds.m`)");
        JsonObject job = await conversation.RunAsync(new JsonObject
        {
            ["extract"] = new JsonObject
            {
                ["sourceModel"] = new JsonObject { ["projectId"] = "p-1", ["datasetId"] = "ds", ["modelId"] = "m" }, ["destinationUris"] = new JsonArray("gs://models/network"),
            },
        });

        Assert.Equal("""["3"]""", job["statistics"]!["extract"]!["destinationUriFileCounts"]!.ToJsonString());
        JsonNode judged = await JudgeAsync(conversation, python, "y", [], "Relu");
        foreach (string way in (string[])["variables", "graph"])
            Assert.Equal(judged[way]!.AsArray().Select(each => (double)each!), predicted, (expected, actual) => Math.Abs(expected - actual) < 1e-4);
        Assert.InRange(ModelRows.Number(evaluated[0][0]), 0.9, 1);
        Assert.Equal(options.Contains("5000", StringComparison.Ordinal) ? 100 : 1000, (int)judged["steps"]!);
    }

    [Fact]
    public void Inputs_are_in_the_order_of_TensorFlows_feature_columns()
    {
        // The column of f1's categories is f1_indicator, which comes after f10.
        FeatureEncoding[] features = [new(new Column("f1", "STRING", "NULLABLE", []), 0, 1, ["a", "b"]), new(new Column("f10", "FLOAT64", "NULLABLE", []), 5, 2, null)];
        float[] inputs = new float[3];
        foreach (NetworkInput input in NetworkInput.Of(features))
            input.Write(input.Place == 0 ? 1 : 8, inputs);

        Assert.Equal([1.5f, 0, 1], inputs);
    }

    [Fact]
    public async Task The_order_of_the_rows_makes_no_difference()
    {
        await using BigQueryConversation conversation = await ModelRows.StartAsync("python3");
        List<byte[]> variables = [];
        foreach (string order in (string[])["n", "MOD(n * 71, 300)"])
        {
            await ModelRows.TrainAsync(conversation, "DNN_CLASSIFIER", "three", "hidden_units = [8]", order);
            await conversation.AskAsync("EXPORT MODEL `p-1.ds.m` OPTIONS(uri = 'gs://models/m')");
            variables.Add(conversation.Emulator.State.Objects.Find("models", "m/variables/variables.data-00000-of-00001")!.Read());
        }

        Assert.Equal(variables[0], variables[1]);
    }

    [Fact]
    public async Task What_was_asked_and_how_far_it_came_is_told()
    {
        await using BigQueryConversation conversation = await ModelRows.StartAsync("python3");

        await ModelRows.TrainAsync(conversation, "DNN_REGRESSOR", "y", "hidden_units = [8, 4], optimizer = 'adam', learn_rate = 0.05, min_rel_progress = 0.05, max_iterations = 200");
        JsonObject model = await conversation.GetAsync("/projects/p-1/datasets/ds/models/m");

        JsonNode run = model["trainingRuns"]![0]!;
        double[] losses = [.. run["results"]!.AsArray().Select(each => (double)each!["trainingLoss"]!)];
        Assert.Equal("DNN_REGRESSOR", model["modelType"]!.ToString());
        Assert.Equal("""["8","4"] ADAM RELU 1024""", $"{run["trainingOptions"]!["hiddenUnits"]!.ToJsonString()} {run["trainingOptions"]!["optimizer"]} {run["trainingOptions"]!["activationFn"]} {run["trainingOptions"]!["batchSize"]}");
        Assert.InRange(losses.Length, 2, 199);
        Assert.True(losses[^2] - losses[^1] < 0.05 * losses[^2]);
        Assert.Equal((double)run["evaluationMetrics"]!["regressionMetrics"]!["meanSquaredError"]!, losses[^1], 1e-6);
    }

    [Theory]
    [InlineData("max_iterations = 3", "501 notImplemented", "hidden_units")]
    [InlineData("hidden_units = []", "400 invalidQuery", "hidden_units")]
    [InlineData("hidden_units = [8, 0]", "400 invalidQuery", "hidden_units")]
    [InlineData("hidden_units = 8", "400 invalidQuery", "hidden_units")]
    [InlineData("hidden_units = [8], activation_fn = 'CRELU'", "501 notImplemented", "activation_fn = CRELU")]
    [InlineData("hidden_units = [8], optimizer = 'FTRL'", "501 notImplemented", "optimizer = FTRL")]
    [InlineData("hidden_units = [8], dropout = 0.5", "501 notImplemented", "dropout = 0.5")]
    [InlineData("hidden_units = [8], tf_version = '2.17'", "501 notImplemented", "tf_version = 2.17")]
    [InlineData("hidden_units = [8], batch_size = 0", "400 invalidQuery", "batch_size must be an INT64 of 1 at least, not 0")]
    [InlineData("hidden_units = [8], max_tree_depth = 3", "501 notImplemented", "max_tree_depth")]
    [InlineData("hidden_units = [8], integrated_gradients_num_steps = 15", "501 notImplemented", "integrated_gradients_num_steps")]
    [InlineData("hidden_units = [8], optimizer = 'SGD', learn_rate = 1e30", "400 invalidQuery", "diverged")]
    public async Task An_option_that_is_wrong_or_does_nothing_here_is_refused(string options, string reason, string words)
    {
        await using BigQueryConversation conversation = await ModelRows.StartAsync("python3");

        string refused = await conversation.RefusedAsync(
            $"CREATE MODEL `p-1.ds.m` OPTIONS(model_type = 'DNN_REGRESSOR', input_label_cols = ['y'], {options}) AS SELECT width, kind, y FROM {ModelRows.Table}");

        Assert.StartsWith(reason, refused, StringComparison.Ordinal);
        Assert.Contains(words, refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_and_a_booster_of_a_network_are_refused()
    {
        await using BigQueryConversation conversation = await ModelRows.StartAsync("python3");
        await ModelRows.TrainAsync(conversation, "DNN_REGRESSOR", "y", "hidden_units = [2], max_iterations = 1");

        JsonObject job = await conversation.RunAsync(new JsonObject
        {
            ["extract"] = new JsonObject
            {
                ["sourceModel"] = new JsonObject { ["projectId"] = "p-1", ["datasetId"] = "ds", ["modelId"] = "m" },
                ["destinationUris"] = new JsonArray("gs://models/m"),
                ["destinationFormat"] = "ML_XGBOOST_BOOSTER",
            },
        });

        Assert.Equal("400 invalidQuery: ML.WEIGHTS is not supported for model type DNN_REGRESSOR", await conversation.RefusedAsync("SELECT * FROM ML.WEIGHTS(MODEL `p-1.ds.m`)"));
        Assert.Equal("invalid", job["status"]!["errorResult"]!["reason"]!.ToString());
        Assert.Contains("ML_XGBOOST_BOOSTER is not supported for models of type DNN_REGRESSOR", job["status"]!["errorResult"]!["message"]!.ToString(), StringComparison.Ordinal);
    }

    // What another reader of the files says, which is told means and deviations as BigQuery computes them.
    private static async Task<JsonNode> JudgeAsync(BigQueryConversation conversation, string python, string label, string[] classes, string activation)
    {
        string[][] moments = await conversation.AskAsync($"SELECT AVG(width), STDDEV_POP(width), AVG(length), STDDEV_POP(length) FROM {ModelRows.Table}");
        double[] numbers = [.. moments[0].Select(ModelRows.Number)];
        string folder = ModelPrograms.Download(conversation.Emulator, "models", "network/");
        JsonNode judged = await ModelPrograms.AskAsync(python, "predict_network.py", folder, new JsonObject
        {
            ["rows"] = await ModelRows.OutsideAsync(conversation),
            ["label"] = label,
            ["classes"] = new JsonArray([.. classes.Select(each => (JsonNode)each)]),
            ["activation"] = activation,
            ["columns"] = new JsonObject
            {
                ["width"] = new JsonObject { ["numbers"] = new JsonArray(numbers[0], numbers[1]) },
                ["length"] = new JsonObject { ["numbers"] = new JsonArray(numbers[2], numbers[3]) },
                ["kind"] = new JsonObject { ["numbers"] = null, ["categories"] = new JsonArray("ash", "it's \"elm\", or not", "oak", "Ünder") },
                ["wet"] = new JsonObject { ["numbers"] = null, ["categories"] = new JsonArray("false", "true") },
            },
        });
        Directory.Delete(folder, recursive: true);
        return judged;
    }
}
