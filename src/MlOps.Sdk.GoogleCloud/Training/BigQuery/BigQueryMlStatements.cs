using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training;

/// <summary>What is said to BigQuery ML of one model.</summary>
/// <param name="columns">What the model looks at.</param>
/// <param name="task">What it predicts.</param>
/// <param name="rows">The table of the features.</param>
/// <param name="model">The model's name; models share the names of tables.</param>
internal sealed class BigQueryMlStatements(ValueList<ModelColumn> columns, TaskKind task, BigQueryTableReference rows, BigQueryTableReference model)
{
    private string Columns => string.Join(", ", columns);

    /// <summary>Trains on the training split. Options can't be parameters of a query; all that is written here are names of ours and numbers.</summary>
    public string Create(BigQueryRecipe recipe)
    {
        string[] options = [.. recipe.OptionsFor(task)];
        return $"""
            CREATE OR REPLACE MODEL `{model}`
            OPTIONS({options[0]}, input_label_cols = ['{BigQueryFeatures.Label}'], data_split_method = 'NO_SPLIT', {string.Join(", ", options[1..])})
            AS SELECT {Columns}, {BigQueryFeatures.Label} FROM `{rows}` WHERE `{SplitName.Column}` = '{SplitName.Train}'
            """;
    }

    /// <summary>Each row's label and scores in a split.</summary>
    public string Scores(string split) => Predict(
        "actual", $"SELECT {Columns}, {BigQueryFeatures.Label} AS actual FROM `{rows}` WHERE `{SplitName.Column}` = '{split}'");

    /// <summary>The number and the scores of each of some rows.</summary>
    /// <param name="given">The rows, as lists of cells.</param>
    public string Scores(IEnumerable<(int Number, string Cells)> given)
    {
        string listed = string.Join("\nUNION ALL ", given.Select(row => FormattableString.Invariant($"SELECT {row.Number} AS number, {row.Cells}")));
        return Predict("number", $"SELECT number, {Columns} FROM ({listed})");
    }

    // The label comes back in the type that it was trained in; that it is a BOOL or an INT64 isn't relied on.
    private string Predict(string column, string input) => task switch
    {
        TaskKind.Binary =>
            $"""
            SELECT {column}, class.prob AS score
            FROM ML.PREDICT(MODEL `{model}`, (
            {input}
            )), UNNEST(predicted_{BigQueryFeatures.Label}_probs) AS class
            WHERE CAST(class.label AS STRING) = 'true'
            """,
        TaskKind.Multiclass =>
            $"""
            SELECT {column}, ARRAY(SELECT class.prob FROM UNNEST(predicted_{BigQueryFeatures.Label}_probs) AS class ORDER BY CAST(CAST(class.label AS STRING) AS INT64)) AS scores
            FROM ML.PREDICT(MODEL `{model}`, (
            {input}
            ))
            """,
        _ =>
            $"""
            SELECT {column}, predicted_{BigQueryFeatures.Label} AS score
            FROM ML.PREDICT(MODEL `{model}`, (
            {input}
            ))
            """,
    };

    /// <summary>The scores in a cell of <see cref="Predict"/>.</summary>
    public static double[] ScoresIn(object? cell) => cell is IReadOnlyList<object?> several ? [.. several.Select(one => (double)one!)] : [(double)cell!];
}
