using System.Globalization;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Training;

/// <summary>What is said to BigQuery ML of one model.</summary>
/// <param name="features">The columns.</param>
/// <param name="rows">The table that holds them.</param>
/// <param name="model">The model's name; models share the names of tables.</param>
internal sealed class BigQueryMlStatements(BigQueryFeatures features, BigQueryTableReference rows, BigQueryTableReference model)
{
    /// <summary>The weights, in the scale of the columns.</summary>
    public string Weights => $"SELECT processed_input, weight, category_weights FROM ML.WEIGHTS(MODEL `{model}`)";

    /// <summary>Trains on the training split. Options can't be parameters of a query; all that is written here are names of ours and numbers.</summary>
    public string Create(BigQueryLinearLearner learner)
    {
        List<string> options =
        [
            $"model_type = '{(features.IsBinary ? "LOGISTIC_REG" : "LINEAR_REG")}'",
            $"input_label_cols = ['{BigQueryFeatures.Label}']",
            "data_split_method = 'NO_SPLIT'",
            "category_encoding_method = 'ONE_HOT_ENCODING'",
            FormattableString.Invariant($"max_iterations = {learner.MaxIterations}"),
        ];
        // To solve for the weights exactly isn't possible with the absolute penalty, and is not tried if it is named.
        if (learner.L1 > 0)
            options.Add($"l1_reg = {Number(learner.L1)}");
        if (learner.L2 > 0)
            options.Add($"l2_reg = {Number(learner.L2)}");
        return $"""
            CREATE OR REPLACE MODEL `{model}`
            OPTIONS({string.Join(", ", options)})
            AS SELECT {features.Names}, {BigQueryFeatures.Label} FROM `{rows}` WHERE `{SplitName.Column}` = '{SplitName.Train}'
            """;
    }

    /// <summary>Each row's label and score in a split.</summary>
    public string Scores(string split) => Predict(
        "actual", $"SELECT {features.Names}, {BigQueryFeatures.Label} AS actual FROM `{rows}` WHERE `{SplitName.Column}` = '{split}'");

    /// <summary>The number and the score of each of some rows.</summary>
    /// <param name="given">The rows, as lists of cells.</param>
    public string Scores(IEnumerable<(int Number, string Cells)> given) => Predict(
        "number", string.Join("\nUNION ALL ", given.Select(row => FormattableString.Invariant($"SELECT {row.Number} AS number, {row.Cells}"))));

    // The label comes back in the type that it was trained in; that it is a BOOL isn't relied on.
    private string Predict(string column, string input) => features.IsBinary
        ? $"""
            SELECT {column}, class.prob AS score
            FROM ML.PREDICT(MODEL `{model}`, (
            {input}
            )), UNNEST(predicted_{BigQueryFeatures.Label}_probs) AS class
            WHERE CAST(class.label AS STRING) = 'true'
            """
        : $"""
            SELECT {column}, predicted_{BigQueryFeatures.Label} AS score
            FROM ML.PREDICT(MODEL `{model}`, (
            {input}
            ))
            """;

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
