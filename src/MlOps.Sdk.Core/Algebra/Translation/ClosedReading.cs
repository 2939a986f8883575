using System.Linq.Expressions;
using System.Reflection;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>Reads what most closed expressions are, captured variables, static members and conversions, without compiling anything.</summary>
internal static class ClosedReading
{
    /// <summary>False if the expression is of another kind, or if only the compiled expression fails in the right words.</summary>
    public static bool TryRead(Expression expression, out object? value)
    {
        switch (expression)
        {
            case ConstantExpression constant:
                value = constant.Value;
                return true;
            case MemberExpression member:
                return TryReadMember(member, out value);
            case UnaryExpression { NodeType: ExpressionType.Convert, Method: null } conversion:
                return TryRead(conversion.Operand, out value) && TryConvert(ref value, conversion.Type);
            default:
                value = null;
                return false;
        }
    }

    private static bool TryReadMember(MemberExpression member, out object? value)
    {
        value = null;
        object? target = null;
        if (member.Expression is not null && !(TryRead(member.Expression, out target) && target is not null))
            return false;

        // A boxed T? is a T, or null.
        if (member.Expression is not null && Nullable.GetUnderlyingType(member.Expression.Type) is not null)
            return false;
        value = member.Member switch
        {
            FieldInfo field => field.GetValue(target),
            PropertyInfo property => property.GetValue(target, BindingFlags.DoNotWrapExceptions, null, null, null),
            _ => null,
        };
        return true;
    }

    private static bool TryConvert(ref object? value, Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null)
            return !type.IsValueType || plain != type;
        if (plain.IsInstanceOfType(value))
            return true;
        value = value switch
        {
            int number when plain == typeof(long) => (long)number,
            int number when plain == typeof(double) => (double)number,
            long number when plain == typeof(double) => (double)number,
            float number when plain == typeof(double) => (double)number,
            _ => null,
        };
        return value is not null;
    }
}
