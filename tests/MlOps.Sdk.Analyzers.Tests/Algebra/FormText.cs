using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Analyzers.Tests.Algebra;

/// <summary>Writes a form of the function table in words: each node its type and key, its operands in brackets.</summary>
internal static class FormText
{
    public static string Of(LambdaExpression pattern) => Of(pattern.Body, [.. pattern.Parameters]);

    private static string Of(Expression expression, IReadOnlyList<ParameterExpression> parameters)
    {
        string type = DocumentationId.NameOf(expression.Type);
        if (expression is ParameterExpression parameter)
            return $"{type} ${parameters.ToList().IndexOf(parameter)}";
        if (ClosedExpression.IsClosed(expression))
            return $"{type} = {ValueOf(expression)}";
        (string Key, Expression[] Operands) node = expression switch
        {
            MethodCallExpression call => (DocumentationId.Of(call.Method), call.Object is null ? [.. call.Arguments] : [call.Object, .. call.Arguments]),
            MemberExpression member => (DocumentationId.Of(member.Member), [member.Expression!]),
            UnaryExpression unary => (unary.NodeType.ToString(), [unary.Operand]),
            BinaryExpression binary => (binary.NodeType.ToString(), [binary.Left, binary.Right]),
            NewExpression created => (DocumentationId.Of(created.Constructor!), [.. created.Arguments]),
            ConditionalExpression conditional => ("Conditional", [conditional.Test, conditional.IfTrue, conditional.IfFalse]),
            _ => throw new NotSupportedException($"The form '{expression}' holds a {expression.NodeType}: teach it to FormText here and to FormPattern in the analyzer."),
        };
        return $"{type} {node.Key} ( {string.Join(' ', node.Operands.Select(operand => Of(operand, parameters)))} )";
    }

    private static string ValueOf(Expression expression)
    {
        if (expression is MemberExpression { Expression: null, Member: var member } && member is PropertyInfo or FieldInfo { IsLiteral: false })
            return DocumentationId.Of(member);
        Assert.True(ClosedExpression.TryEvaluate(expression, out object? value, out string? problem), problem);
        string text = value switch
        {
            null => "null",
            Enum named => named.ToString("D"),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
        return text.Length > 0 && !text.Any(char.IsWhiteSpace)
            ? text
            : throw new NotSupportedException($"The form's part '{expression}' is '{text}', which can't be written as one word.");
    }
}
