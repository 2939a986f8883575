using System.Linq.Expressions;
using System.Reflection;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>How a function is written in C#, in a word.</summary>
internal static class Spelling
{
    public static IEnumerable<string> Of(Function function) =>
        function.Operators.Select(Symbol).Concat(function.CSharp.Select(form => Of(form.Pattern.Body))).OfType<string>().Distinct(StringComparer.Ordinal);

    private static string? Of(Expression body) => body switch
    {
        UnaryExpression unary => Of(unary.Operand),
        BinaryExpression binary => Of(binary.Left),
        MethodCallExpression { Object: null } call => $"{CSharpText.TypeName(call.Method.DeclaringType!)}.{call.Method.Name}",
        MethodCallExpression call => $".{call.Method.Name}()",
        MemberExpression { Member: PropertyInfo { GetMethod.IsStatic: false } } member => $".{member.Member.Name}",
        NewExpression created => $"new {CSharpText.TypeName(created.Type)}(…)",
        _ => null,
    };

    private static string? Symbol(ExpressionType operation) => operation switch
    {
        ExpressionType.Add => "+",
        ExpressionType.Subtract or ExpressionType.Negate => "-",
        ExpressionType.Multiply => "*",
        ExpressionType.Divide => "/",
        ExpressionType.Modulo => "%",
        ExpressionType.Equal => "==",
        ExpressionType.NotEqual => "!=",
        ExpressionType.LessThan => "<",
        ExpressionType.LessThanOrEqual => "<=",
        ExpressionType.GreaterThan => ">",
        ExpressionType.GreaterThanOrEqual => ">=",
        ExpressionType.AndAlso => "&&",
        ExpressionType.OrElse => "||",
        ExpressionType.Not => "!",
        ExpressionType.ExclusiveOr => "^",
        ExpressionType.Coalesce => "??",
        _ => null,
    };
}
