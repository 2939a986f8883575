using System.Collections.Frozen;
using System.Linq.Expressions;
using System.Reflection;

namespace MlOps.Sdk.Algebra.Compilation;

/// <summary>Looks a value up among a call's constants by a frozen dictionary; nothing is allocated on the way.</summary>
internal static class Lookup
{
    /// <summary>Whether a value that is not null is among them.</summary>
    public static Expression Contains(CallNode call, Expression value) =>
        Expression.GreaterThanOrEqual(Position(call, value, missing: -1), Expression.Constant(0L));

    /// <summary>The position of a value that may be null among them; their number if it isn't.</summary>
    public static Expression IndexOf(CallNode call, Expression value)
    {
        long missing = call.Arguments.Count - 1;
        if (missing == 0)
            return Expression.Constant(0L);
        if (!NullableExpression.CanBeNull(value))
            return Position(call, value, missing);
        ParameterExpression variable = Expression.Variable(value.Type);
        return Expression.Block(
            [variable],
            Expression.Assign(variable, value),
            Expression.Condition(
                NullableExpression.IsNull(variable),
                Expression.Constant(missing),
                Position(call, NullableExpression.Plain(variable), missing)));
    }

    private static MethodCallExpression Position(CallNode call, Expression value, long missing)
    {
        MethodInfo tableOf = typeof(Lookup).GetMethod(nameof(Table), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(value.Type);
        Type dictionary = typeof(FrozenDictionary<,>).MakeGenericType(value.Type, typeof(long));
        Expression table = Expression.Constant(tableOf.Invoke(null, [call]), dictionary);
        return Expression.Call(typeof(Lookup), nameof(Find), [value.Type], table, value, Expression.Constant(missing));
    }

    // The first of equal constants counts, as in a list.
    private static FrozenDictionary<T, long> Table<T>(CallNode call)
        where T : notnull
    {
        Dictionary<T, long> positions = [];
        for (int i = 1; i < call.Arguments.Count; i++)
            positions.TryAdd((T)((ConstantNode)call.Arguments[i]).Value!, i - 1);
        return positions.ToFrozenDictionary(typeof(T) == typeof(string) ? (IEqualityComparer<T>)(object)StringComparer.Ordinal : null);
    }

    private static long Find<T>(FrozenDictionary<T, long> table, T value, long missing)
        where T : notnull => table.TryGetValue(value, out long position) ? position : missing;
}
