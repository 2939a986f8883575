using System.Linq.Expressions;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>A call of a method of <see cref="Feature"/>, as an analyzer reads it. What is wrong with an argument is noted, and the argument is null.</summary>
internal sealed class FeatureCall(string name, MethodCallExpression call, ScalarTranslator translator)
{
    /// <summary>The feature's name.</summary>
    public string Name => name;

    /// <summary>The method's name.</summary>
    public string Method => call.Method.Name;

    /// <summary>How many arguments there are.</summary>
    public int Count => call.Arguments.Count;

    /// <summary>A value of the row.</summary>
    public ScalarNode? Value(int index) => translator.Translate(call.Arguments[index]);

    /// <summary>A number of the row, as a Double.</summary>
    public ScalarNode? Number(int index) => Value(index) is { } value ? FeatureTranslator.Number(value) : null;

    /// <summary>A value of the row that can be told from others exactly and has few enough of them to be listed.</summary>
    public ScalarNode? Category(int index)
    {
        if (Value(index) is not { } value)
            return null;
        switch (value.Type)
        {
            case DataType.Double:
                Problem($"{What} is of texts, whole numbers, Booleans or days; write Feature.Buckets for a double, or cast it to (long)");
                return null;
            case DataType.Timestamp:
                Problem($"{What} is of texts, whole numbers, Booleans or days; take a part of the instant, such as .Hour or DateOnly.FromDateTime(…)");
                return null;
            default:
                return value;
        }
    }

    /// <summary>A value of the row that a hash can be made of.</summary>
    public ScalarNode? Key(int index) => Key(call.Arguments[index]);

    /// <summary>All values of an array of the row's values that a hash can be made of.</summary>
    public IReadOnlyList<ScalarNode>? Keys(int index)
    {
        if (call.Arguments[index] is not NewArrayExpression array)
        {
            Problem("the values must be written one by one, as in Feature.Cross(100, f.Origin, f.Destination)");
            return null;
        }

        ScalarNode?[] keys = [.. array.Expressions.Select(Key)];
        return keys.Contains(null) ? null : [.. keys.Select(key => key!)];
    }

    /// <summary>A value that doesn't depend on the row.</summary>
    public T? Constant<T>(int index, string what)
        where T : struct
    {
        if (Evaluate(call.Arguments[index]) is T value)
            return value;
        Problem($"{what} must be a constant or a captured variable");
        return null;
    }

    /// <summary>The elements of an array that doesn't depend on the row.</summary>
    public IReadOnlyList<ConstantNode>? Constants(int index, string what)
    {
        Type item = call.Arguments[index].Type.GetElementType()!;
        if (RowType.DataTypeOf(item) is { } type && Evaluate(call.Arguments[index]) is Array values)
            return [.. values.Cast<object?>().Select(value => value is null ? ConstantNode.Null(type) : ConstantNode.Of(RowValue.Normalize(value)!))];
        Problem($"{what} must be constants or a captured array");
        return null;
    }

    /// <summary>Notes what is wrong with the call.</summary>
    public FeaturePlan? Problem(string why)
    {
        translator.Problem(call, why);
        return null;
    }

    private string What => Method == nameof(Feature.Vocabulary) ? "a vocabulary" : $"Feature.{Method}";

    private ScalarNode? Key(Expression argument)
    {
        Expression bare = argument is UnaryExpression { NodeType: ExpressionType.Convert } boxed && boxed.Type == typeof(object) ? boxed.Operand : argument;
        if (translator.Translate(bare) is not { } value)
            return null;
        if (KeyBucket.Types.Contains(value.Type))
            return value;
        Problem($"'{CSharpText.Of(bare)}' is a {value.Type}, which is written differently by different engines; cast it to (long)");
        return null;
    }

    private static object? Evaluate(Expression argument) =>
        ClosedExpression.IsClosed(argument) && ClosedExpression.TryEvaluate(argument, out object? value, out _) ? value : null;
}
