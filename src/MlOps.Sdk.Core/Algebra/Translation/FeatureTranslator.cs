using System.Linq.Expressions;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>Translates one member of <c>.Features(f => new { … })</c>.</summary>
internal static class FeatureTranslator
{
    public static FeaturePlan? Translate(string name, Expression value, ScalarTranslator translator)
    {
        if (value is MethodCallExpression { Method.DeclaringType: { } owner } call && owner == typeof(Feature))
            return call.Method.Name == nameof(Feature.Vocabulary) ? Vocabulary(name, call, translator) : Standardize(name, call, translator);
        if (translator.Translate(value) is not { } node)
            return null;
        if (Number(node) is { } number)
            return new(name, number);
        translator.Problem(value, node.Type == DataType.String
            ? $"a text is no feature by itself; write {name} = Feature.Vocabulary({CSharpText.Of(value)}, 50)"
            : $"a {node.Type} is no feature by itself; take numbers out of it, such as .DayOfYear or (int){CSharpText.Of(value)}.DayOfWeek");
        return null;
    }

    private static FeaturePlan? Vocabulary(string name, MethodCallExpression call, ScalarTranslator translator)
    {
        ScalarNode? value = translator.Translate(call.Arguments[0]);
        bool known = ClosedExpression.IsClosed(call.Arguments[1]) & ClosedExpression.TryEvaluate(call.Arguments[1], out object? size, out _);
        if (!known || size is not (int and >= 1))
        {
            translator.Problem(call, "the size must be a constant or a captured variable of at least 1");
            return null;
        }

        if (value is null)
            return null;
        if (value.Type is DataType.String or DataType.Int64 or DataType.Boolean or DataType.Date)
            return new(name, value, new VocabularyPlan((int)size));
        translator.Problem(call, value.Type == DataType.Double
            ? "a vocabulary is of texts, whole numbers, Booleans or days; take a double as it is, or cast it to (long)"
            : "a vocabulary is of texts, whole numbers, Booleans or days; take a part of the instant, such as .Hour or DateOnly.FromDateTime(…)");
        return null;
    }

    private static FeaturePlan? Standardize(string name, MethodCallExpression call, ScalarTranslator translator) =>
        translator.Translate(call.Arguments[0]) is { } value ? new(name, Number(value)!, new StandardizePlan()) : null;

    private static ScalarNode? Number(ScalarNode value) => value.Type switch
    {
        DataType.Double => value,
        DataType.Int64 => ScalarTranslator.Widen(value, DataType.Double),
        DataType.Boolean => new CastNode(value, DataType.Double),
        _ => null,
    };
}
