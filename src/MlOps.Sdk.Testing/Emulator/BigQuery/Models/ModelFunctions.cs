using System.Globalization;
using MlOps.Sdk.Testing.Emulator.BigQuery.Models.Linear;
using MlOps.Sdk.Testing.Emulator.GoogleSql;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models;

/// <summary>ML.PREDICT, ML.EVALUATE and ML.WEIGHTS: their columns, and their rows in DuckDB's words.</summary>
internal static class ModelFunctions
{
    /// <summary>The probability from which on the positive one of two classes is predicted.</summary>
    public const double UsualThreshold = 0.5;

    private static readonly string[] OfRegressions =
        ["mean_absolute_error", "mean_squared_error", "mean_squared_log_error", "median_absolute_error", "r2_score", "explained_variance"];

    private static readonly string[] OfClassifications = ["precision", "recall", "accuracy", "f1_score", "log_loss", "roc_auc"];

    public static IReadOnlyList<GoogleSqlColumn> ColumnsOf(ModelFunction function, TrainedModel model, IReadOnlyList<GoogleSqlColumn> input)
    {
        switch (function)
        {
            case ModelFunction.Predict:
                CheckInput(model, input, withLabel: false);
                GoogleSqlType type = SqlColumns.ToSql(model.Label).Type;
                string predicted = "predicted_" + model.Label.Name;
                return
                [
                    new GoogleSqlColumn(predicted, model.Type.IsClassifier ? type : GoogleSqlType.Float64),
                    .. model.Type.IsClassifier
                        ? [new GoogleSqlColumn(predicted + "_probs", GoogleSqlType.ArrayOf(GoogleSqlType.StructOf([new GoogleSqlField("label", type), new GoogleSqlField("prob", GoogleSqlType.Float64)])))]
                        : (GoogleSqlColumn[])[],
                    .. input,
                ];
            case ModelFunction.Evaluate:
                if (input.Count > 0)
                    CheckInput(model, input, withLabel: true);
                return [.. (model.Type.IsClassifier ? OfClassifications : OfRegressions).Select(name => new GoogleSqlColumn(name, GoogleSqlType.Float64))];
            case ModelFunction.Weights:
                if (model is not LinearModel)
                    throw ModelOptions.Invalid($"ML.WEIGHTS is not supported for model type {model.Type.Name}");
                GoogleSqlType category = GoogleSqlType.StructOf([new GoogleSqlField("category", GoogleSqlType.String), new GoogleSqlField("weight", GoogleSqlType.Float64)]);
                return
                [
                    new GoogleSqlColumn("processed_input", GoogleSqlType.String),
                    new GoogleSqlColumn("weight", GoogleSqlType.Float64),
                    new GoogleSqlColumn("category_weights", GoogleSqlType.ArrayOf(category)),
                ];
            default:
                throw Shape.NotEmulated($"ML.{function}");
        }
    }

    /// <summary>The rows of a call.</summary>
    /// <param name="session">Where they are asked for.</param>
    /// <param name="call">The call.</param>
    /// <param name="model">The model.</param>
    /// <param name="isEmpty">Whether their columns are enough.</param>
    public static string RowsOf(WarehouseSession session, ModelCall call, TrainedModel model, bool isEmpty)
    {
        double threshold = UsualThreshold;
        foreach ((string name, object? value) in call.Settings)
        {
            if (!name.Equals("threshold", StringComparison.OrdinalIgnoreCase))
                throw Shape.NotEmulated($"the setting {name} of ML.{call.Function}");
            if (model.Classes.Count != 2)
                throw ModelOptions.Invalid($"The setting threshold of ML.{call.Function.ToString().ToUpperInvariant()} is for classifiers of two classes");
            threshold = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        }

        string limit = isEmpty ? " LIMIT 0" : "";
        return call.Function switch
        {
            ModelFunction.Predict => Predict(session, call, model, $"(SELECT * FROM ({call.InputSql}) AS given{limit})", threshold),
            ModelFunction.Evaluate => Evaluate(session, model, $"(SELECT * FROM {(call.InputSql is { } sql ? $"({sql})" : model.EvaluationRows)} AS given{limit})", threshold),
            _ => Weights((LinearModel)model),
        };
    }

    /// <summary>The metrics of the model on some rows; those of several classes are the means over the classes.</summary>
    public static string Evaluate(WarehouseSession session, TrainedModel model, string rows, double threshold)
    {
        const string Scores = TrainedModel.Scores;
        string label = DuckText.Name(model.Label.Name);
        string scored = model.Score(session, $"(SELECT * FROM {rows} AS labelled WHERE {label} IS NOT NULL)");
        if (!model.Type.IsClassifier)
        {
            return $"""
                SELECT avg(abs(y - p)) AS mean_absolute_error, avg((y - p) * (y - p)) AS mean_squared_error,
                  avg(CASE WHEN y > -1 AND p > -1 THEN pow(ln(1 + y) - ln(1 + p), 2) END) AS mean_squared_log_error, median(abs(y - p)) AS median_absolute_error,
                  1 - sum((y - p) * (y - p)) / nullif(count(*) * var_pop(y), 0) AS r2_score, 1 - var_pop(y - p) / nullif(var_pop(y), 0) AS explained_variance
                FROM (SELECT CAST({label} AS DOUBLE) AS y, {Scores}[1] AS p FROM ({scored}) AS scored) AS predicted
                """;
        }

        // Of two classes only the positive one counts.
        int classes = model.Classes.Count == 2 ? 1 : model.Classes.Count;
        return $"""
            WITH judged AS (
              SELECT list_position([{string.Join(", ", model.ClassLiterals)}], {label}) AS y, {Predicted(model, threshold)} AS z, {Scores} AS s FROM ({scored}) AS scored
            ), ranked AS (
              SELECT c, coalesce(y = c, false) AS t, z = c AS f, rank() OVER (PARTITION BY c ORDER BY s[c]) + (count(*) OVER (PARTITION BY c, s[c]) - 1) / 2.0 AS r
              FROM judged, range(1, {classes + 1}) AS classes(c)
            ), counted AS (
              SELECT CAST(count(*) AS DOUBLE) AS n, CAST(count(*) FILTER (t) AS DOUBLE) AS positives, CAST(sum(r) FILTER (t) AS DOUBLE) AS ranks,
                CAST(count(*) FILTER (t AND f) AS DOUBLE) AS tp, CAST(count(*) FILTER (NOT t AND f) AS DOUBLE) AS fp, CAST(count(*) FILTER (t AND NOT f) AS DOUBLE) AS fn
              FROM ranked GROUP BY c
            )
            SELECT avg(coalesce(tp / nullif(tp + fp, 0), 0)) AS precision, avg(coalesce(tp / nullif(tp + fn, 0), 0)) AS recall,
              (SELECT avg(CASE WHEN y = z THEN 1.0::DOUBLE ELSE 0 END) FROM judged) AS accuracy, avg(coalesce(2 * tp / nullif(2 * tp + fp + fn, 0), 0)) AS f1_score,
              (SELECT -avg(ln(greatest(s[y], 1e-15))) FROM judged) AS log_loss, avg((ranks - positives * (positives + 1) / 2) / nullif(positives * (n - positives), 0)) AS roc_auc
            FROM counted
            """;
    }

    private static string Predict(WarehouseSession session, ModelCall call, TrainedModel model, string rows, double threshold)
    {
        const string Scores = TrainedModel.Scores;
        string predicted = "predicted_" + model.Label.Name;
        string classes = $"[{string.Join(", ", model.ClassLiterals)}]";
        string answers = model.Type.IsClassifier
            ? $"""
                {classes}[{Predicted(model, threshold)}] AS {DuckText.Name(predicted)},
                list_transform(list_grade_up({Scores}, 'DESC'), lambda i : struct_pack(label := {classes}[i], prob := {Scores}[i])) AS {DuckText.Name(predicted + "_probs")}
                """
            : $"{Scores}[1] AS {DuckText.Name(predicted)}";
        IEnumerable<string> inputs = call.InputColumns.Select(column => "scored." + DuckText.Name(column.Name));
        return $"SELECT {string.Join(", ", inputs.Prepend(answers))} FROM ({model.Score(session, rows)}) AS scored";
    }

    // The position of the class that is predicted.
    private static string Predicted(TrainedModel model, double threshold) => model.Classes.Count == 2
        ? $"CASE WHEN {TrainedModel.Scores}[1] >= {FeatureEncoding.Number(threshold)} THEN 1 ELSE 2 END"
        : $"list_position({TrainedModel.Scores}, list_max({TrainedModel.Scores}))";

    private static string Weights(LinearModel model)
    {
        const string Category = "STRUCT(category VARCHAR, weight DOUBLE)[]";
        IEnumerable<string> features = model.Terms.Select(term => term.Weight is { } weight
            ? $"SELECT {DuckText.Literal(term.Column.Name)} AS processed_input, {FeatureEncoding.Number(weight)} AS weight, CAST([] AS {Category}) AS category_weights"
            : $"SELECT {DuckText.Literal(term.Column.Name)}, CAST(NULL AS DOUBLE), CAST([{string.Join(", ", term.Categories.Select(each =>
                $"{{'category': {(each.Category is { } category ? DuckText.Literal(category) : "NULL")}, 'weight': {FeatureEncoding.Number(each.Weight)}}}"))}] AS {Category})");
        return string.Join(" UNION ALL ", features.Append($"SELECT '__INTERCEPT__' AS processed_input, {FeatureEncoding.Number(model.Intercept)} AS weight, CAST([] AS {Category}) AS category_weights"));
    }

    private static void CheckInput(TrainedModel model, IReadOnlyList<GoogleSqlColumn> input, bool withLabel)
    {
        foreach (Column column in withLabel ? model.Inputs.Append(model.Label) : model.Inputs)
        {
            GoogleSqlColumn given = input.FirstOrDefault(candidate => Column.Names.Equals(candidate.Name, column.Name))
                ?? throw ModelOptions.Invalid($"Column {column.Name} in the model is not found in the input data.");
            Column type = SqlColumns.ToColumn(given);
            bool isNumber = column.Type is "INT64" or "FLOAT64" or "NUMERIC" && type.Type is "INT64" or "FLOAT64" or "NUMERIC";
            if (type.IsRepeated || (type.Type != column.Type && !isNumber))
                throw ModelOptions.Invalid($"Column {column.Name} has type {type.Type} in the input data, but {column.Type} in the model.");
        }
    }
}
