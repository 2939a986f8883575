using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>The table functions of BigQuery ML: a table that is to be there when the statement is run.</summary>
internal sealed class ModelResolver(ResolverContext context, FromResolver from)
{
    private static readonly Dictionary<string, ModelFunction> s_functions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["PREDICT"] = ModelFunction.Predict,
        ["EVALUATE"] = ModelFunction.Evaluate,
        ["WEIGHTS"] = ModelFunction.Weights,
        ["FEATURE_INFO"] = ModelFunction.FeatureInfo,
        ["TRAINING_INFO"] = ModelFunction.TrainingInfo,
        ["TRIAL_INFO"] = ModelFunction.TrialInfo,
        ["CONFUSION_MATRIX"] = ModelFunction.ConfusionMatrix,
        ["ROC_CURVE"] = ModelFunction.RocCurve,
        ["GLOBAL_EXPLAIN"] = ModelFunction.GlobalExplain,
    };

    public string Resolve(ModelReference reference)
    {
        if (!s_functions.TryGetValue(reference.Function, out ModelFunction function))
            throw SqlError.NotSupported(reference.At, $"ML.{reference.Function}");
        if (function == ModelFunction.Predict && reference.Input is null)
            throw SqlError.At(reference.At, "ML.PREDICT needs a table or a query in parentheses as its second argument");
        TablePath model = context.Complete(reference.Model, reference.At);
        ResolvedQuery? rows = reference.Input is { } input ? from.Rows(input) : null;
        GoogleSqlColumn[] columns = rows is null ? [] : [.. rows.Columns.Select(column => new GoogleSqlColumn(column.Printed, column.Type))];
        IReadOnlyList<GoogleSqlColumn> result = context.Catalog.ColumnsOf(function, model, columns)
            ?? throw new EmulatorException(404, "notFound", $"Not found: Model {model} at {reference.At}");
        string name = $"model_rows_{context.ModelCalls.Count + 1}";
        context.ModelCalls.Add(new(name, function, model, rows?.Sql, columns, Settings(reference), result));
        return from.Add(reference.Alias, DuckDbText.Identifier(name), [.. result.Select(column => new QueryColumn(column.Name, column.Name, column.Type))], reference.At);
    }

    private static Dictionary<string, object?> Settings(ModelReference reference) => reference.Settings switch
    {
        null => [],
        StructLiteral settings => settings.Fields.ToDictionary(
            field => field.Name ?? throw SqlError.At(field.Value.At, $"The settings of ML.{reference.Function} need names"),
            field => Options.Value(field.Value),
            StringComparer.OrdinalIgnoreCase),
        { } other => throw SqlError.At(other.At, $"The settings of ML.{reference.Function} must be a STRUCT"),
    };
}
