using System.Collections;
using System.Linq.Expressions;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>A call that asks whether a collection known beforehand contains a value of the row.</summary>
internal sealed record Membership(Expression Collection, Expression Item)
{
    public static Membership? Of(MethodCallExpression call)
    {
        Expression[] operands = call.Object is null ? [.. call.Arguments] : [call.Object, .. call.Arguments];

        // array.Contains(x) is MemoryExtensions.Contains((ReadOnlySpan<T>)array, x) since C# 14, at times with a comparer that is null.
        if (operands.Length == 3 && operands[2] is ConstantExpression { Value: null })
            operands = operands[..2];
        if (operands.Length != 2)
            return null;
        Expression collection = WithoutSpan(operands[0]);
        return collection.Type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(collection.Type) && ClosedExpression.IsClosed(collection)
            ? new(collection, operands[1])
            : null;
    }

    private static Expression WithoutSpan(Expression expression) => expression switch
    {
        UnaryExpression { NodeType: ExpressionType.Convert } conversion when conversion.Type.IsByRefLike => WithoutSpan(conversion.Operand),
        MethodCallExpression { Method.Name: "op_Implicit" or nameof(MemoryExtensions.AsSpan) } call => WithoutSpan(call.Arguments[0]),
        _ => expression,
    };
}
