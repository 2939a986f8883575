using System.Globalization;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Tests.Emulator.BigQuery.Models;

/// <summary>Three hundred rows of numbers with gaps and of categories, and models that are trained on them.</summary>
internal static class ModelRows
{
    public const string Table = "`p-1.ds.rows`";

    // A number and a category are null here and there; whole numbers and truths are features as well.
    private const string Rows = """
        WITH d AS (SELECT x FROM UNNEST([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) AS x), r AS (SELECT a.x * 100 + b.x * 10 + c.x AS n FROM d AS a, d AS b, d AS c WHERE a.x < 3),
        f AS (
          SELECT n, IF(MOD(n, 11) = 0, NULL, MOD(n * 37, 101) / 10.0) AS width, MOD(n * 53, 97) AS length,
            CASE MOD(n * 7, 5) WHEN 0 THEN 'ash' WHEN 1 THEN 'oak' WHEN 2 THEN 'it\'s "elm", or not' WHEN 3 THEN 'Ünder' ELSE NULL END AS kind, MOD(n, 3) = 0 AS wet
          FROM r
        ),
        s AS (SELECT *, COALESCE(width, 4.0) * IF(kind = 'oak', 3, 1) - length / 10.0 + IF(wet, 2, 0) + MOD(n * 13, 7) / 3.0 AS y FROM f)
        SELECT *, y > 3 AS two, CASE WHEN y < 0 THEN 'low' WHEN y < 6 THEN 'middle' ELSE 'tall' END AS three FROM s
        """;

    public static async Task<BigQueryConversation> StartAsync(string python)
    {
        BigQueryConversation conversation = await BigQueryConversation.StartAsync(options => options.Python = python);
        await conversation.CreateTableAsync();
        await conversation.CreateBucketAsync("models");
        await conversation.AskAsync($"CREATE TABLE {Table} AS {Rows}");
        return conversation;
    }

    /// <summary>Trains <c>ds.m</c> on the four features.</summary>
    public static Task<string[][]> TrainAsync(BigQueryConversation conversation, string type, string label, string options = "", string order = "n") => conversation.AskAsync($"""
        CREATE OR REPLACE MODEL `p-1.ds.m` OPTIONS(model_type = '{type}', input_label_cols = ['{label}'], data_split_method = 'NO_SPLIT'{(options.Length == 0 ? "" : ", " + options)})
        AS SELECT width, length, kind, wet, {label} FROM {Table} ORDER BY {order}
        """);

    /// <summary>The features in the order of n, as a program outside sees them: what is missing of numbers is their mean.</summary>
    public static async Task<JsonArray> OutsideAsync(BigQueryConversation conversation)
    {
        string[][] rows = await conversation.AskAsync($"SELECT COALESCE(width, (SELECT AVG(width) FROM {Table})), length, kind, CAST(wet AS STRING) FROM {Table} ORDER BY n");
        return new JsonArray([.. rows.Select(row => new JsonObject
        {
            ["width"] = Number(row[0]), ["length"] = Number(row[1]), ["kind"] = row[2] == "NULL" ? null : row[2], ["wet"] = row[3],
        })]);
    }

    /// <summary>What ML.PREDICT says of the rows in the order of n: each class with its probability in the order of the answer.</summary>
    public static async Task<(string Predicted, (string Class, double Probability)[] Classes)[]> ClassesAsync(BigQueryConversation conversation, string label)
    {
        string[][] rows = await conversation.AskAsync($"""
            SELECT n, CAST(predicted_{label} AS STRING), CAST(p.label AS STRING), p.prob
            FROM ML.PREDICT(MODEL `p-1.ds.m`, TABLE {Table}), UNNEST(predicted_{label}_probs) AS p WITH OFFSET AS place ORDER BY n, place
            """);
        return [.. rows.GroupBy(row => row[0]).Select(row => (row.First()[1], row.Select(cell => (cell[2], Number(cell[3]))).ToArray()))];
    }

    /// <summary>What ML.PREDICT says of the rows in the order of n.</summary>
    public static async Task<double[]> NumbersAsync(BigQueryConversation conversation) =>
        [.. (await conversation.AskAsync($"SELECT predicted_y FROM ML.PREDICT(MODEL `p-1.ds.m`, TABLE {Table}) ORDER BY n")).Select(row => Number(row[0]))];

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
