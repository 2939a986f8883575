using System.Linq.Expressions;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training.Analyzers;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>Translates one member of <c>.Features(f => new { … })</c>.</summary>
internal static class FeatureTranslator
{
    public static FeaturePlan? Translate(string name, Expression value, ScalarTranslator translator)
    {
        if (value is MethodCallExpression { Method.DeclaringType: { } owner } call && owner == typeof(Feature))
            return AnalyzerTable.Of(call.Method.Name).Read(new FeatureCall(name, call, translator));
        if (translator.Translate(value) is not { } node)
            return null;
        if (Number(node) is { } number)
            return new(name, number);
        string text = CSharpText.Of(value);
        translator.Problem(value, node.Type == DataType.String
            ? $"a text is no feature by itself; write {name} = Feature.Vocabulary({text}, 50)"
            : $"a {node.Type} is no feature by itself; write {name} = Feature.DateParts({text}), or take a number out of it, such as {text}.DayOfYear");
        return null;
    }

    /// <summary>A number or Boolean as a Double; null if it is neither.</summary>
    public static ScalarNode? Number(ScalarNode value) => value.Type switch
    {
        DataType.Double => value,
        DataType.Int64 => ScalarTranslator.Widen(value, DataType.Double),
        DataType.Boolean => new CastNode(value, DataType.Double),
        _ => null,
    };
}
