using System.Linq.Expressions;

namespace MlOps.Sdk.Algebra.Compilation;

/// <summary>.NET expressions over values that may be null: <c>T?</c> for value types, a reference for texts.</summary>
internal static class NullableExpression
{
    public static bool CanBeNull(Expression value) => value.Type == typeof(string) || Nullable.GetUnderlyingType(value.Type) is not null;

    public static Expression IsNull(Expression value) => !CanBeNull(value)
        ? Expression.Block(value, Expression.Constant(false))
        : value.Type == typeof(string)
            ? Expression.ReferenceEqual(value, Expression.Constant(null))
            : Expression.Not(Expression.Property(value, nameof(Nullable<>.HasValue)));

    /// <summary>The value of a variable that is known not to be null.</summary>
    public static Expression Plain(Expression value) => Nullable.GetUnderlyingType(value.Type) is { } plain
        ? Expression.Call(value, value.Type.GetMethod(nameof(Nullable<>.GetValueOrDefault), Type.EmptyTypes)!)
        : value;

    public static Expression Coalesce(Expression first, Expression second) => CanBeNull(first) ? Expression.Coalesce(first, second) : first;

    public static Expression Required(Expression value, string message)
    {
        if (!CanBeNull(value))
            return value;
        Type plain = Nullable.GetUnderlyingType(value.Type) ?? value.Type;
        return Expression.Coalesce(value, Expression.Throw(
            Expression.New(typeof(EvaluationException).GetConstructors()[0], Expression.Constant(message), Expression.Constant(null, typeof(Exception))),
            plain));
    }
}
