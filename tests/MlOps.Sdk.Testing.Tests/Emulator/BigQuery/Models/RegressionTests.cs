using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Tests.Emulator.BigQuery.Models;

public sealed class RegressionTests
{
    // The numbers 0 to 99, or 0 to 999, as n.
    private const string Hundred = "WITH d AS (SELECT x FROM UNNEST([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) AS x), r AS (SELECT a.x * 10 + b.x AS n FROM d AS a, d AS b) ";
    private const string Thousand = "WITH d AS (SELECT x FROM UNNEST([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) AS x), r AS (SELECT a.x * 100 + b.x * 10 + c.x AS n FROM d AS a, d AS b, d AS c) ";

    [Fact]
    public async Task A_linear_regression_finds_the_line_that_the_rows_lie_on()
    {
        await using BigQueryConversation conversation = await BigQueryConversation.StartAsync();
        await TableAsync(conversation, Hundred + "SELECT n * 1.0 AS x, IF(MOD(n, 3) = 0, 'a', NULL) AS kind, 2.0 * n + 5 + IF(MOD(n, 3) = 0, 10, 0) AS y FROM r");

        await conversation.AskAsync("CREATE OR REPLACE MODEL `p-1.ds.line` OPTIONS(model_type = 'LINEAR_REG', input_label_cols = ['y'], data_split_method = 'NO_SPLIT') AS SELECT x, kind, y FROM `p-1.ds.u`");
        string[][] predicted = await conversation.AskAsync("SELECT predicted_y, x FROM ML.PREDICT(MODEL `p-1.ds.line`, (SELECT 1000.0 AS x, 'a' AS kind))");
        string[][] evaluated = await conversation.AskAsync("SELECT mean_absolute_error, r2_score FROM ML.EVALUATE(MODEL `p-1.ds.line`, TABLE `p-1.ds.u`)");
        string[][] weights = await conversation.AskAsync("SELECT processed_input, weight FROM ML.WEIGHTS(MODEL `p-1.ds.line`) ORDER BY processed_input");

        Assert.Equal(2015.0, Number(predicted[0][0]), 1e-3);
        Assert.Equal(0, Number(evaluated[0][0]), 1e-3);
        Assert.Equal(1, Number(evaluated[0][1]), 1e-6);
        Assert.Equal(["__INTERCEPT__", "kind", "x"], weights.Select(row => row[0]));
        Assert.Equal(2, Number(weights[2][1]), 1e-5);
        JsonObject model = await conversation.GetAsync("/projects/p-1/datasets/ds/models/line");
        Assert.Equal("LINEAR_REGRESSION", model["modelType"]!.ToString());
        Assert.Equal("""[{"name":"x","type":{"typeKind":"FLOAT64"}},{"name":"kind","type":{"typeKind":"STRING"}}]""", model["featureColumns"]!.ToJsonString());
        Assert.Equal(1, (double)model["trainingRuns"]![0]!["evaluationMetrics"]!["regressionMetrics"]!["rSquared"]!, 1e-6);
        Assert.Single((await conversation.GetAsync("/projects/p-1/datasets/ds/models"))["models"]!.AsArray());
        Assert.Equal(HttpStatusCode.NoContent, (await conversation.SendAsync(HttpMethod.Delete, "/bigquery/v2/projects/p-1/datasets/ds/models/line")).Status);
    }

    [Fact]
    public async Task A_logistic_regression_gives_the_shares_of_each_value_as_probabilities()
    {
        await using BigQueryConversation conversation = await BigQueryConversation.StartAsync();
        // Of a three in ten are true, of b eight.
        await TableAsync(conversation, Hundred + "SELECT IF(n < 50, 'a', 'b') AS kind, MOD(n, 10) < IF(n < 50, 3, 8) AS late FROM r");

        await conversation.AskAsync("CREATE MODEL `p-1.ds.odds` OPTIONS(model_type = 'LOGISTIC_REG', input_label_cols = ['late'], data_split_method = 'NO_SPLIT') AS SELECT kind, late FROM `p-1.ds.u`");
        string[][] rows = await conversation.AskAsync(
            "SELECT kind, predicted_late, p.prob AS prob FROM ML.PREDICT(MODEL `p-1.ds.odds`, (SELECT 'a' AS kind UNION ALL SELECT 'b')), UNNEST(predicted_late_probs) AS p WHERE p.label ORDER BY kind");
        string[][] evaluated = await conversation.AskAsync("SELECT accuracy, roc_auc, precision, recall FROM ML.EVALUATE(MODEL `p-1.ds.odds`)");

        Assert.Equal(["a false", "b true"], rows.Select(row => $"{row[0]} {row[1]}"));
        Assert.Equal(0.3, Number(rows[0][2]), 1e-6);
        Assert.Equal(0.8, Number(rows[1][2]), 1e-6);
        Assert.Equal(0.75, Number(evaluated[0][0]), 1e-9);
        // Of 55 * 45 pairs 40 * 35 are ranked right, 15 * 10 are ranked wrong, and the rest are ties.
        Assert.Equal((1400 + ((2475 - 1400 - 150) * 0.5)) / 2475, Number(evaluated[0][1]), 1e-9);
        Assert.Equal(0.8, Number(evaluated[0][2]), 1e-9);
        Assert.Equal(40.0 / 55, Number(evaluated[0][3]), 1e-9);
    }

    [Fact]
    public async Task A_custom_split_trains_on_false_and_a_prediction_without_a_feature_is_refused()
    {
        await using BigQueryConversation conversation = await BigQueryConversation.StartAsync();
        // The rows for evaluation lie on another line.
        await TableAsync(conversation, Hundred + "SELECT n * 1.0 AS x, MOD(n, 2) = 0 AS held, IF(MOD(n, 2) = 0, -1.0, 3.0) * n AS y FROM r");

        await conversation.AskAsync("CREATE MODEL `p-1.ds.m` OPTIONS(model_type = 'LINEAR_REG', input_label_cols = ['y'], data_split_method = 'CUSTOM', data_split_col = 'held') AS SELECT x, held, y FROM `p-1.ds.u`");

        Assert.Equal(30, Number((await conversation.AskAsync("SELECT predicted_y FROM ML.PREDICT(MODEL `p-1.ds.m`, (SELECT 10.0 AS x))"))[0][0]), 1e-4);
        string refused = await conversation.RefusedAsync("SELECT predicted_y FROM ML.PREDICT(MODEL `p-1.ds.m`, (SELECT 10.0 AS z))");
        Assert.StartsWith("400 invalidQuery: Column x in the model is not found", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE MODEL `p-1.ds.m` OPTIONS(model_type = 'KMEANS') AS SELECT x, y FROM `p-1.ds.u`", "501 notImplemented", "KMEANS")]
    [InlineData("CREATE MODEL `p-1.ds.m` OPTIONS(model_type = 'LINEAR_REG') AS SELECT x, y FROM `p-1.ds.u`", "400 invalidQuery", "label")]
    [InlineData("CREATE MODEL `p-1.ds.m` OPTIONS(model_type = 'LINEAR_REG', input_label_cols = ['y']) AS SELECT x, y FROM `p-1.ds.u`", "501 notImplemented", "AUTO_SPLIT")]
    [InlineData("SELECT * FROM ML.EVALUATE(MODEL `p-1.ds.nothing`)", "404 notFound", "p-1:ds.nothing")]
    public async Task What_cannot_be_trained_or_asked_here_is_refused(string sql, string reason, string word)
    {
        await using BigQueryConversation conversation = await BigQueryConversation.StartAsync();
        await TableAsync(conversation, Thousand + "SELECT n * 1.0 AS x, n * 1.0 AS y FROM r");

        string refused = await conversation.RefusedAsync(sql);

        Assert.StartsWith(reason, refused, StringComparison.Ordinal);
        Assert.Contains(word, refused, StringComparison.Ordinal);
    }

    private static async Task TableAsync(BigQueryConversation conversation, string sql)
    {
        await conversation.CreateTableAsync();
        await conversation.AskAsync($"CREATE TABLE `p-1.ds.u` AS {sql}");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
