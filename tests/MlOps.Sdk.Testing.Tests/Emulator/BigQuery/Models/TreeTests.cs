using System.Text;
using System.Text.Json.Nodes;
using MlOps.Sdk.Core.Tests.Models.Xgboost;

namespace MlOps.Sdk.Testing.Tests.Emulator.BigQuery.Models;

public sealed class TreeTests
{
    private const double Same = 1e-6;

    [Theory]
    [InlineData("two", "", "true,false")]
    [InlineData("three", "", "tall,middle,low")]
    [InlineData("three", "booster_type = 'DART', dropout = 0.3, subsample = 0.8, colsample_bytree = 0.75, num_parallel_tree = 2, max_iterations = 7, early_stop = FALSE", "tall,middle,low")]
    [InlineData("two", "tree_method = 'HIST', max_tree_depth = 3, min_tree_child_weight = 5, min_split_loss = 0.1, learn_rate = 0.1, l1_reg = 0.5, l2_reg = 2.0", "true,false")]
    public async Task A_classifier_predicts_what_XGBoost_does_with_the_exported_files(string label, string options, string classes)
    {
        string python = XgboostPython.OrSkip();
        await using BigQueryConversation conversation = await ModelRows.StartAsync(python);

        await ModelRows.TrainAsync(conversation, "BOOSTED_TREE_CLASSIFIER", label, options);
        (string Predicted, (string Class, double Probability)[] Classes)[] predicted = await ModelRows.ClassesAsync(conversation, label);
        await conversation.AskAsync("EXPORT MODEL `p-1.ds.m` OPTIONS(uri = 'gs://models/trees')");

        string folder = ModelPrograms.Download(conversation.Emulator, "models", "trees/");
        JsonArray judged = (await ModelPrograms.AskAsync(python, "predict_trees.py", folder, await ModelRows.OutsideAsync(conversation))).AsArray();
        Assert.Equal(300, predicted.Length);
        Assert.Equal(classes, string.Join(',', judged[0]!.AsObject().Select(each => each.Key)));
        foreach (((string most, (string Class, double Probability)[] each), JsonNode? other) in predicted.Zip(judged))
        {
            Assert.Equal(each.Max(pair => pair.Probability), each[0].Probability);
            Assert.Equal(each[0].Class, most);
            Assert.Equal(other!.AsObject().Count, each.Length);
            Assert.All(each, pair => Assert.Equal((double)other[pair.Class]!, pair.Probability, Same));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("booster_type = 'DART', dropout = 0.5, tree_method = 'EXACT', colsample_bylevel = 0.5, colsample_bynode = 0.5")]
    public async Task A_regression_predicts_what_XGBoost_does_with_the_exported_files(string options)
    {
        string python = XgboostPython.OrSkip();
        await using BigQueryConversation conversation = await ModelRows.StartAsync(python);

        await ModelRows.TrainAsync(conversation, "BOOSTED_TREE_REGRESSOR", "y", options);
        double[] predicted = await ModelRows.NumbersAsync(conversation);
        JsonObject job = await conversation.RunAsync(new JsonObject
        {
            ["extract"] = new JsonObject
            {
                ["sourceModel"] = new JsonObject { ["projectId"] = "p-1", ["datasetId"] = "ds", ["modelId"] = "m" },
                ["destinationUris"] = new JsonArray("gs://models/a/b/"),
                ["destinationFormat"] = "ML_XGBOOST_BOOSTER",
            },
        });

        // The model, what is said of it, and the categories of two features.
        Assert.Equal("""["4"]""", job["statistics"]!["extract"]!["destinationUriFileCounts"]!.ToJsonString());
        string folder = ModelPrograms.Download(conversation.Emulator, "models", "a/b/");
        JsonArray judged = (await ModelPrograms.AskAsync(python, "predict_trees.py", folder, await ModelRows.OutsideAsync(conversation))).AsArray();
        Assert.Equal(judged.Select(each => (double)each!), predicted, (expected, actual) => Math.Abs(expected - actual) < 1e-5);
        Assert.True(predicted.Distinct().Count() > 20);
        Assert.Equal("ash\nit's \"elm\", or not\noak\nÜnder\n", await File.ReadAllTextAsync(Path.Combine(folder, "assets", "2_categorical_label.txt"), TestContext.Current.CancellationToken));
        Assert.Equal("false\ntrue\n", await File.ReadAllTextAsync(Path.Combine(folder, "assets", "3_categorical_label.txt"), TestContext.Current.CancellationToken));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_order_of_the_rows_makes_no_difference()
    {
        string python = XgboostPython.OrSkip();
        await using BigQueryConversation conversation = await ModelRows.StartAsync(python);
        const string Chance = "subsample = 0.5, colsample_bytree = 0.5, booster_type = 'DART', dropout = 0.5";
        List<byte[]> boosters = [];
        foreach (string order in (string[])["n", "n", "MOD(n * 71, 300)"])
        {
            await ModelRows.TrainAsync(conversation, "BOOSTED_TREE_CLASSIFIER", "three", Chance, order);
            await conversation.AskAsync("EXPORT MODEL `p-1.ds.m` OPTIONS(uri = 'gs://models/m')");
            boosters.Add(conversation.Emulator.State.Objects.Find("models", "m/model.bst")!.Read());
        }

        Assert.Equal(boosters[0], boosters[1]);
        Assert.Equal(boosters[0], boosters[2]);
    }

    [Fact]
    public async Task Training_stops_at_the_iteration_that_brings_too_little()
    {
        string python = XgboostPython.OrSkip();
        await using BigQueryConversation conversation = await ModelRows.StartAsync(python);

        await ModelRows.TrainAsync(conversation, "BOOSTED_TREE_REGRESSOR", "y", "min_rel_progress = 0.4, max_iterations = 30");
        JsonNode run = (await conversation.GetAsync("/projects/p-1/datasets/ds/models/m"))["trainingRuns"]![0]!;
        double[] losses = [.. run["results"]!.AsArray().Select(each => (double)each!["trainingLoss"]!)];
        await ModelRows.TrainAsync(conversation, "BOOSTED_TREE_REGRESSOR", "y", "early_stop = FALSE, max_iterations = 30");
        JsonObject model = await conversation.GetAsync("/projects/p-1/datasets/ds/models/m");

        double[] progress = [.. losses.Zip(losses.Skip(1), (before, after) => (before - after) / before)];
        Assert.InRange(losses.Length, 2, 29);
        Assert.All(progress[..^1], each => Assert.True(each >= 0.4, $"{each}"));
        Assert.True(progress[^1] < 0.4, $"{progress[^1]}");
        Assert.Equal(30, model["trainingRuns"]![0]!["results"]!.AsArray().Count);
        // XGBoost's loss of the training rows is what ML.EVALUATE finds.
        Assert.Equal(
            (double)model["trainingRuns"]![0]!["results"]![29]!["trainingLoss"]!, (double)model["trainingRuns"]![0]!["evaluationMetrics"]!["regressionMetrics"]!["meanSquaredError"]!, 1e-5);
    }

    [Fact]
    public async Task What_was_asked_and_what_came_of_it_is_told()
    {
        string python = XgboostPython.OrSkip();
        await using BigQueryConversation conversation = await ModelRows.StartAsync(python);

        await ModelRows.TrainAsync(conversation, "BOOSTED_TREE_CLASSIFIER", "three", "booster_type = 'dart', max_tree_depth = 4, xgboost_version = '1.1', max_iterations = 2");
        JsonObject model = await conversation.GetAsync("/projects/p-1/datasets/ds/models/m");
        string[][] evaluated = await conversation.AskAsync("SELECT precision, recall, accuracy, f1_score, log_loss, roc_auc FROM ML.EVALUATE(MODEL `p-1.ds.m`)");
        // The share of pairs of rows, one of the class and one of another, in which the former has the greater probability.
        string[][] ranked = await conversation.AskAsync($"""
            WITH p AS (SELECT three, p.label AS class, p.prob AS prob FROM ML.PREDICT(MODEL `p-1.ds.m`, TABLE {ModelRows.Table}), UNNEST(predicted_three_probs) AS p),
            pairs AS (SELECT a.class AS class, IF(a.prob > b.prob, 1.0, IF(a.prob = b.prob, 0.5, 0.0)) AS won FROM p AS a JOIN p AS b ON a.class = b.class WHERE a.three = a.class AND b.three != b.class)
            SELECT AVG(share) FROM (SELECT class, AVG(won) AS share FROM pairs GROUP BY class) AS shares
            """);
        string[][] counted = await conversation.AskAsync($"""
            SELECT AVG(IF(three = predicted_three, 1, 0)), AVG((SELECT -LN(p.prob) FROM UNNEST(predicted_three_probs) AS p WHERE p.label = three)),
              SUM(IF(three = 'low' AND predicted_three = 'low', 1, 0)) / SUM(IF(predicted_three = 'low', 1, 0))
                + SUM(IF(three = 'middle' AND predicted_three = 'middle', 1, 0)) / SUM(IF(predicted_three = 'middle', 1, 0))
                + SUM(IF(three = 'tall' AND predicted_three = 'tall', 1, 0)) / SUM(IF(predicted_three = 'tall', 1, 0))
            FROM ML.PREDICT(MODEL `p-1.ds.m`, TABLE {ModelRows.Table})
            """);

        Assert.Equal("BOOSTED_TREE_CLASSIFIER", model["modelType"]!.ToString());
        JsonObject options = model["trainingRuns"]![0]!["trainingOptions"]!.AsObject();
        Assert.Equal(
            "DART 4 1.1 0.3 2 1",
            string.Join(' ', ((string[])["boosterType", "maxTreeDepth", "xgboostVersion", "learnRate", "maxIterations", "l2Regularization"]).Select(name => options[name]!.ToString())));
        Assert.Equal(["width", "length", "kind", "wet"], model["featureColumns"]!.AsArray().Select(column => column!["name"]!.ToString()));
        JsonObject metrics = model["trainingRuns"]![0]!["evaluationMetrics"]!["multiClassClassificationMetrics"]!["aggregateClassificationMetrics"]!.AsObject();
        Assert.Equal(evaluated[0].Select(ModelRows.Number), metrics.Select(metric => (double)metric.Value!), (one, other) => Math.Abs(one - other) < 1e-12);
        Assert.Equal(ModelRows.Number(counted[0][0]), ModelRows.Number(evaluated[0][2]), 1e-9);
        Assert.Equal(ModelRows.Number(counted[0][1]), ModelRows.Number(evaluated[0][4]), 1e-9);
        Assert.Equal(ModelRows.Number(counted[0][2]) / 3, ModelRows.Number(evaluated[0][0]), 1e-9);
        Assert.Equal(ModelRows.Number(ranked[0][0]), ModelRows.Number(evaluated[0][5]), 1e-9);
    }

    [Fact]
    public async Task Of_two_classes_the_threshold_decides()
    {
        string python = XgboostPython.OrSkip();
        await using BigQueryConversation conversation = await ModelRows.StartAsync(python);

        await ModelRows.TrainAsync(conversation, "BOOSTED_TREE_CLASSIFIER", "two", "max_iterations = 2");
        string[][] shares = await conversation.AskAsync($"""
            SELECT AVG(IF(predicted_two = (p.prob >= 0.9), 1, 0)), SUM(IF(predicted_two, 1, 0))
            FROM ML.PREDICT(MODEL `p-1.ds.m`, TABLE {ModelRows.Table}, STRUCT(0.9 AS threshold)), UNNEST(predicted_two_probs) AS p WHERE p.label
            """);
        string[][] recall = await conversation.AskAsync("SELECT recall FROM ML.EVALUATE(MODEL `p-1.ds.m`, STRUCT(0.000001 AS threshold))");

        Assert.Equal("1.0", shares[0][0]);
        Assert.InRange(ModelRows.Number(shares[0][1]), 0, 299);
        Assert.Equal(1, ModelRows.Number(recall[0][0]));
    }

    [Fact]
    public async Task An_export_by_SQL_is_a_job_of_its_own_type()
    {
        await using BigQueryConversation conversation = await ModelRows.StartAsync(XgboostPython.OrSkip());
        await ModelRows.TrainAsync(conversation, "BOOSTED_TREE_REGRESSOR", "y", "max_iterations = 1");

        JsonObject job = await conversation.RunAsync(new JsonObject
        {
            ["query"] = new JsonObject { ["query"] = "EXPORT MODEL `p-1.ds.m` OPTIONS(uri = 'gs://models/m')", ["useLegacySql"] = false },
        });

        Assert.Equal("EXPORT_MODEL", job["statistics"]!["query"]!["statementType"]!.ToString());
        Assert.Equal(
            ["m/assets/2_categorical_label.txt", "m/assets/3_categorical_label.txt", "m/assets/model_metadata.json", "m/model.bst"],
            conversation.Emulator.State.Objects.List("models", "m").Select(stored => stored.Name));
        Assert.Equal(
            """{"model_type":"boosted_tree_regressor","label_col":"y","feature_names":["width","length","kind","wet"],"features":{"width":{},"length":{},"kind":{"encode_type":"categorical_label"},"wet":{"encode_type":"categorical_label"}}}""",
            Encoding.UTF8.GetString(conversation.Emulator.State.Objects.Find("models", "m/assets/model_metadata.json")!.Read()));
    }

    [Fact]
    public async Task A_Python_that_has_no_XGBoost_is_told_about()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Programs.Find("python3") is null, "There is no python3 to be called without its packages.");
        string folder = Directory.CreateTempSubdirectory("mlops-python-").FullName;
        string bare = Path.Combine(folder, "bare-python3");
        await File.WriteAllTextAsync(bare, $"#!/bin/sh\nexec '{Programs.Find("python3")}' -S \"$@\"\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(bare, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await using BigQueryConversation conversation = await ModelRows.StartAsync(bare);

        string refused = await conversation.RefusedAsync($"CREATE MODEL `p-1.ds.m` OPTIONS(model_type = 'BOOSTED_TREE_REGRESSOR', input_label_cols = ['y']) AS SELECT length, y FROM {ModelRows.Table}");

        Assert.StartsWith($"501 notImplemented: Boosted trees of the emulated BigQuery are XGBoost's, but '{bare}' has no module numpy. Install it ('apt install python3-xgboost'", refused, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_Python_that_is_not_there_is_told_about()
    {
        await using BigQueryConversation conversation = await ModelRows.StartAsync("/nowhere/python3");

        string refused = await conversation.RefusedAsync($"CREATE MODEL `p-1.ds.m` OPTIONS(model_type = 'BOOSTED_TREE_REGRESSOR', input_label_cols = ['y']) AS SELECT length, y FROM {ModelRows.Table}");

        Assert.StartsWith("501 notImplemented: Boosted trees of the emulated BigQuery are XGBoost's, but '/nowhere/python3' can't be started", refused, StringComparison.Ordinal);
        Assert.Contains("apt install python3-xgboost", refused, StringComparison.Ordinal);
        Assert.Contains("GoogleCloudEmulatorOptions.Python", refused, StringComparison.Ordinal);
    }
}
