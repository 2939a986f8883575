using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>Writes expressions as the C# that they came from, near enough to be recognised in a message.</summary>
internal static class CSharpText
{
    public static string Of(Expression expression) => expression switch
    {
        LambdaExpression lambda => $"{Parameters(lambda)} => {Of(lambda.Body)}",
        ParameterExpression parameter => parameter.Name ?? "row",
        ConstantExpression constant => OfValue(constant.Value),
        MemberExpression { Expression: null } member => $"{member.Member.DeclaringType!.Name}.{member.Member.Name}",
        MemberExpression { Expression: ConstantExpression } captured => captured.Member.Name,
        MemberExpression member => $"{Operand(member.Expression!)}.{member.Member.Name}",
        MethodCallExpression call => OfCall(call),
        UnaryExpression unary => OfUnary(unary),
        BinaryExpression { NodeType: ExpressionType.ArrayIndex } index => $"{Operand(index.Left)}[{Of(index.Right)}]",
        BinaryExpression binary => $"{Operand(binary.Left)} {Symbol(binary.NodeType)} {Operand(binary.Right)}",
        ConditionalExpression conditional => $"{Operand(conditional.Test)} ? {Operand(conditional.IfTrue)} : {Operand(conditional.IfFalse)}",
        NewExpression { Members: { } members } anonymous =>
            $"new {{ {string.Join(", ", members.Zip(anonymous.Arguments, (member, value) => $"{member.Name} = {Of(value)}"))} }}",
        NewExpression created => $"new {created.Type.Name}({List(created.Arguments)})",
        MemberInitExpression initialized => $"{Of(initialized.NewExpression)} {{ {string.Join(", ", initialized.Bindings.Select(OfBinding))} }}",
        NewArrayExpression array => $"new[] {{ {List(array.Expressions)} }}",
        InvocationExpression invocation => $"{Operand(invocation.Expression)}({List(invocation.Arguments)})",
        _ => expression.ToString(),
    };

    public static string TypeName(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } plain)
            return TypeName(plain) + "?";
        return Type.GetTypeCode(type) switch
        {
            _ when type.IsEnum => type.Name,
            TypeCode.Boolean => "bool",
            TypeCode.Int32 => "int",
            TypeCode.Int64 => "long",
            TypeCode.Double => "double",
            TypeCode.Single => "float",
            TypeCode.String => "string",
            TypeCode.Char => "char",
            TypeCode.Decimal => "decimal",
            TypeCode.Int16 => "short",
            TypeCode.Byte => "byte",
            _ => type == typeof(object) ? "object" : RowProperties.NameOf(type),
        };
    }

    private static string OfCall(MethodCallExpression call)
    {
        if (call.Method.IsSpecialName && call.Method.Name == "get_Item")
            return $"{Operand(call.Object!)}[{List(call.Arguments)}]";
        if (call.Method.Name == "op_Implicit")
            return Of(call.Arguments[0]);
        if (call.Object is null && call.Method.IsDefined(typeof(ExtensionAttribute)))
            return $"{Operand(call.Arguments[0])}.{call.Method.Name}({List(call.Arguments.Skip(1))})";
        string target = call.Object is null ? call.Method.DeclaringType!.Name : Operand(call.Object);
        return $"{(target == "String" ? "string" : target)}.{call.Method.Name}({List(call.Arguments)})";
    }

    // The compiler's own conversions are not shown, only those that a reader may have written.
    private static string OfUnary(UnaryExpression unary) => unary.NodeType switch
    {
        ExpressionType.Not => $"!{Operand(unary.Operand)}",
        ExpressionType.Negate or ExpressionType.NegateChecked => $"-{Operand(unary.Operand)}",
        ExpressionType.Quote or ExpressionType.UnaryPlus => Of(unary.Operand),
        ExpressionType.Convert or ExpressionType.ConvertChecked => IsImplicit(unary)
            ? Of(unary.Operand)
            : $"({TypeName(unary.Type)}){Operand(unary.Operand)}",
        _ => unary.ToString(),
    };

    private static bool IsImplicit(UnaryExpression conversion)
    {
        Type from = Nullable.GetUnderlyingType(conversion.Operand.Type) ?? conversion.Operand.Type;
        Type to = Nullable.GetUnderlyingType(conversion.Type) ?? conversion.Type;
        bool losesNull = from != conversion.Operand.Type && to == conversion.Type;
        return to == typeof(object) || (!losesNull && (from == to
            || (from.IsPrimitive && to.IsPrimitive && from != typeof(double) && (to == typeof(double) || (to == typeof(long) && from != typeof(float))
                || (to == typeof(int) && from != typeof(long) && from != typeof(float))))));
    }

    private static string Operand(Expression expression) => expression is BinaryExpression or ConditionalExpression
        || (expression is UnaryExpression { NodeType: ExpressionType.Convert } conversion && IsImplicit(conversion) && conversion.Operand is BinaryExpression)
            ? $"({Of(expression)})"
            : Of(expression);

    private static string Symbol(ExpressionType operation) => operation switch
    {
        ExpressionType.Add or ExpressionType.AddChecked => "+",
        ExpressionType.Subtract or ExpressionType.SubtractChecked => "-",
        ExpressionType.Multiply or ExpressionType.MultiplyChecked => "*",
        ExpressionType.Divide => "/",
        ExpressionType.Modulo => "%",
        ExpressionType.And => "&",
        ExpressionType.Or => "|",
        ExpressionType.ExclusiveOr => "^",
        ExpressionType.AndAlso => "&&",
        ExpressionType.OrElse => "||",
        ExpressionType.Equal => "==",
        ExpressionType.NotEqual => "!=",
        ExpressionType.LessThan => "<",
        ExpressionType.LessThanOrEqual => "<=",
        ExpressionType.GreaterThan => ">",
        ExpressionType.GreaterThanOrEqual => ">=",
        ExpressionType.Coalesce => "??",
        ExpressionType.LeftShift => "<<",
        ExpressionType.RightShift => ">>",
        _ => operation.ToString(),
    };

    private static string OfValue(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        char character => $"'{character}'",
        bool boolean => boolean ? "true" : "false",
        Enum named => $"{named.GetType().Name}.{named}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.GetType().IsDefined(typeof(CompilerGeneratedAttribute)) ? "" : TypeName(value.GetType()),
    };

    private static string OfBinding(MemberBinding binding) =>
        binding is MemberAssignment assignment ? $"{binding.Member.Name} = {Of(assignment.Expression)}" : binding.ToString();

    private static string Parameters(LambdaExpression lambda) =>
        lambda.Parameters.Count == 1 ? lambda.Parameters[0].Name ?? "row" : $"({string.Join(", ", lambda.Parameters.Select(parameter => parameter.Name))})";

    private static string List(IEnumerable<Expression> expressions) => string.Join(", ", expressions.Select(Of));
}
