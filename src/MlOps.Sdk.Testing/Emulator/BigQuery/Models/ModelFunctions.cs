using System.Globalization;
using MlOps.Sdk.Testing.Emulator.GoogleSql;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models;

/// <summary>ML.PREDICT, ML.EVALUATE and ML.WEIGHTS: their columns, and their rows in DuckDB's words.</summary>
internal static class ModelFunctions
{
    private static readonly string[] OfRegressions =
        ["mean_absolute_error", "mean_squared_error", "mean_squared_log_error", "median_absolute_error", "r2_score", "explained_variance"];

    private static readonly string[] OfClassifications = ["precision", "recall", "accuracy", "f1_score", "log_loss", "roc_auc"];

    public static IReadOnlyList<GoogleSqlColumn> ColumnsOf(ModelFunction function, LinearModel model, IReadOnlyList<GoogleSqlColumn> input)
    {
        switch (function)
        {
            case ModelFunction.Predict:
                CheckInput(model, input, withLabel: false);
                GoogleSqlType type = SqlColumns.ToSql(model.Label).Type;
                string predicted = "predicted_" + model.Label.Name;
                return
                [
                    new GoogleSqlColumn(predicted, model.IsLogistic ? type : GoogleSqlType.Float64),
                    .. model.IsLogistic
                        ? [new GoogleSqlColumn(predicted + "_probs", GoogleSqlType.ArrayOf(GoogleSqlType.StructOf([new GoogleSqlField("label", type), new GoogleSqlField("prob", GoogleSqlType.Float64)])))]
                        : (GoogleSqlColumn[])[],
                    .. input,
                ];
            case ModelFunction.Evaluate:
                if (input.Count > 0)
                    CheckInput(model, input, withLabel: true);
                return [.. (model.IsLogistic ? OfClassifications : OfRegressions).Select(name => new GoogleSqlColumn(name, GoogleSqlType.Float64))];
            case ModelFunction.Weights:
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
    public static string RowsOf(ModelCall call, LinearModel model)
    {
        foreach (string name in call.Settings.Keys.Where(name => !name.Equals("threshold", StringComparison.OrdinalIgnoreCase)))
            throw Shape.NotEmulated($"the setting {name} of ML.{call.Function}");
        string threshold = LinearModel.Number(Convert.ToDouble(call.Settings.GetValueOrDefault("threshold") ?? 0.5, CultureInfo.InvariantCulture));
        return call.Function switch
        {
            ModelFunction.Predict => Predict(call, model, threshold),
            ModelFunction.Evaluate => Evaluate(model, call.InputSql is { } sql ? $"({sql})" : model.EvaluationRows, threshold),
            _ => Weights(model),
        };
    }

    /// <summary>The metrics of the model on some rows.</summary>
    public static string Evaluate(LinearModel model, string rows, string threshold)
    {
        string label = DuckText.Name(model.Label.Name);
        if (!model.IsLogistic)
        {
            return $"""
                SELECT avg(abs(y - p)) AS mean_absolute_error, avg((y - p) * (y - p)) AS mean_squared_error,
                  avg(CASE WHEN y > -1 AND p > -1 THEN pow(ln(1 + y) - ln(1 + p), 2) END) AS mean_squared_log_error, median(abs(y - p)) AS median_absolute_error,
                  1 - sum((y - p) * (y - p)) / nullif(count(*) * var_pop(y), 0) AS r2_score, 1 - var_pop(y - p) / nullif(var_pop(y), 0) AS explained_variance
                FROM (SELECT CAST({label} AS DOUBLE) AS y, {model.Prediction} AS p FROM {rows} AS input WHERE {label} IS NOT NULL) AS predicted
                """;
        }

        return $"""
            SELECT coalesce(tp / nullif(tp + fp, 0), 0) AS precision, coalesce(tp / nullif(tp + fn, 0), 0) AS recall, (tp + tn) / n AS accuracy,
              coalesce(2 * tp / nullif(2 * tp + fp + fn, 0), 0) AS f1_score, log_loss, (ranks - positives * (positives + 1) / 2) / nullif(positives * (n - positives), 0) AS roc_auc
            FROM (
              SELECT CAST(count(*) AS DOUBLE) AS n, CAST(sum(t) AS DOUBLE) AS positives, CAST(sum(CASE WHEN t = 1 THEN r ELSE 0 END) AS DOUBLE) AS ranks,
                CAST(count(*) FILTER (t = 1 AND p >= {threshold}) AS DOUBLE) AS tp, CAST(count(*) FILTER (t = 0 AND p >= {threshold}) AS DOUBLE) AS fp,
                CAST(count(*) FILTER (t = 1 AND p < {threshold}) AS DOUBLE) AS fn, CAST(count(*) FILTER (t = 0 AND p < {threshold}) AS DOUBLE) AS tn,
                -avg(CASE WHEN t = 1 THEN ln(greatest(p, 1e-15)) ELSE ln(greatest(1 - p, 1e-15)) END) AS log_loss
              FROM (
                SELECT t, p, rank() OVER (ORDER BY p) + (count(*) OVER (PARTITION BY p) - 1) / 2.0 AS r
                FROM (SELECT CASE WHEN {label} = {model.Classes[1]} THEN 1 ELSE 0 END AS t, {model.Prediction} AS p FROM {rows} AS input WHERE {label} IS NOT NULL) AS predicted
              ) AS ranked
            ) AS counted
            """;
    }

    private static string Predict(ModelCall call, LinearModel model, string threshold)
    {
        string predicted = DuckText.Name("predicted_" + model.Label.Name);
        if (!model.IsLogistic)
            return $"SELECT {model.Prediction} AS {predicted}, * FROM ({call.InputSql}) AS input";
        string negative = $"{{'label': {model.Classes[0]}, 'prob': 1 - p}}";
        string positive = $"{{'label': {model.Classes[1]}, 'prob': p}}";
        return $"""
            SELECT CASE WHEN p >= {threshold} THEN {model.Classes[1]} ELSE {model.Classes[0]} END AS {predicted},
              CASE WHEN p >= 0.5 THEN [{positive}, {negative}] ELSE [{negative}, {positive}] END AS {DuckText.Name("predicted_" + model.Label.Name + "_probs")},
              {string.Join(", ", call.InputColumns.Select(column => "scored." + DuckText.Name(column.Name)))}
            FROM (SELECT *, {model.Prediction} AS p FROM ({call.InputSql}) AS input) AS scored
            """;
    }

    private static string Weights(LinearModel model)
    {
        const string Category = "STRUCT(category VARCHAR, weight DOUBLE)[]";
        IEnumerable<string> features = model.Features.Select(feature => feature.Weight is { } weight
            ? $"SELECT {DuckText.Literal(feature.Column.Name)} AS processed_input, {LinearModel.Number(weight)} AS weight, CAST([] AS {Category}) AS category_weights"
            : $"SELECT {DuckText.Literal(feature.Column.Name)}, CAST(NULL AS DOUBLE), CAST([{string.Join(", ", feature.Categories.Select(each =>
                $"{{'category': {(each.Category is { } category ? DuckText.Literal(category) : "NULL")}, 'weight': {LinearModel.Number(each.Weight)}}}"))}] AS {Category})");
        return string.Join(" UNION ALL ", features.Append($"SELECT '__INTERCEPT__' AS processed_input, {LinearModel.Number(model.Intercept)} AS weight, CAST([] AS {Category}) AS category_weights"));
    }

    private static void CheckInput(LinearModel model, IReadOnlyList<GoogleSqlColumn> input, bool withLabel)
    {
        IEnumerable<Column> needed = model.Features.Select(feature => feature.Column);
        foreach (Column column in withLabel ? needed.Append(model.Label) : needed)
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
