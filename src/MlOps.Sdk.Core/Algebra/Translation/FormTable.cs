using System.Collections.Frozen;
using System.Linq.Expressions;
using MlOps.Sdk.Algebra.Functions;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>Finds the function whose C# form an expression has, by the node, type and name at the expression's root.</summary>
internal static class FormTable
{
    private static readonly FrozenDictionary<Root, (Function Function, Form Form)[]> s_byRoot = FunctionTable.All
        .SelectMany(function => function.CSharp, (function, form) => (function, form))
        .GroupBy(entry => Root.Of(entry.form.Pattern.Body))
        .ToFrozenDictionary(group => group.Key, group => group.ToArray());

    /// <summary>The function and its arguments; null if no form fits.</summary>
    public static (Function Function, Expression[] Arguments)? Find(Expression expression)
    {
        if (!s_byRoot.TryGetValue(Root.Of(expression), out (Function Function, Form Form)[]? candidates))
            return null;
        foreach ((Function function, Form form) in candidates)
        {
            if (form.Match(expression) is { } arguments)
                return (function, arguments);
        }

        return null;
    }

    private readonly record struct Root(ExpressionType NodeType, Type Type, string? Name)
    {
        public static Root Of(Expression expression) => new(Form.Unchecked(expression.NodeType), expression.Type, expression switch
        {
            MethodCallExpression call => call.Method.Name,
            MemberExpression member => member.Member.Name,
            _ => null,
        });
    }
}
