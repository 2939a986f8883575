using System.Linq.Expressions;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>The logical operators. Null, which only comes from a column or a text function, follows C#'s <c>bool?</c>.</summary>
internal static class Logic
{
    public static IReadOnlyList<Function> All => [And, Or, Not, ExclusiveOr];

    private static Function And { get; } = new("and")
    {
        Meaning = "Whether both are true; false and null is false, true and null is null. The second is not evaluated if the first is false.",
        Signatures = Signature.Of([DataType.Boolean, DataType.Boolean], DataType.Boolean),
        Nulls = NullRule.NullableIfAny,
        Operators = [ExpressionType.And, ExpressionType.AndAlso],
        DotNet = DotNetRendering.Build((_, arguments) => ShortCircuit(arguments, decisive: false)),

        // DuckDB evaluates conditions in an order of its own, so one that may fail must stand where it is evaluated only if the first holds.
        DuckDb = call => !Failure.IsPossible(call.Arguments[1])
            ? new Term($"{call.Test(0).At(Level.And)} AND {call.Test(1).At(Level.And)}", Level.And)
            : call.MayBeNull(0)
                ? $"CASE WHEN {call.At(0, Level.Other)} IS NOT FALSE THEN {call.At(0, Level.And)} AND {call.At(1, Level.And)} ELSE false END"
                : $"CASE WHEN {call.Test(0)} THEN {call.Test(1)} ELSE false END",
        GoogleSql = call => PrintGoogleSql(call, "AND", Level.And),
        Python = call => call.Node.Nullable
            ? $"both({call[0]}, {call.Later(1)})"
            : new Term($"{call.At(0, Level.And)} and {call.At(1, Level.And)}", Level.And),
    };

    private static Function Or { get; } = new("or")
    {
        Meaning = "Whether one of them is true; true or null is true, false or null is null. The second is not evaluated if the first is true.",
        Signatures = Signature.Of([DataType.Boolean, DataType.Boolean], DataType.Boolean),
        Nulls = NullRule.NullableIfAny,
        Operators = [ExpressionType.Or, ExpressionType.OrElse],
        DotNet = DotNetRendering.Build((_, arguments) => ShortCircuit(arguments, decisive: true)),
        DuckDb = call => !Failure.IsPossible(call.Arguments[1])
            ? new Term($"{call.Test(0).At(Level.Or)} OR {call.Test(1).At(Level.Or)}", Level.Or)
            : call.MayBeNull(0)
                ? $"CASE WHEN {call.At(0, Level.Other)} IS NOT TRUE THEN {call.At(0, Level.Or)} OR {call.At(1, Level.Or)} ELSE true END"
                : $"CASE WHEN {call.Test(0)} THEN true ELSE {call.Test(1)} END",
        GoogleSql = call => PrintGoogleSql(call, "OR", Level.Or),
        Python = call => call.Node.Nullable
            ? $"either({call[0]}, {call.Later(1)})"
            : new Term($"{call.At(0, Level.Or)} or {call.At(1, Level.Or)}", Level.Or),
    };

    private static Function Not { get; } = new("not")
    {
        Meaning = "The opposite.",
        Operators = [ExpressionType.Not],
        DotNet = DotNetRendering.Of((bool a) => !a),
        DuckDb = call => new($"NOT {call.At(0, Level.Comparison)}", Level.Not),
        GoogleSql = call => new($"NOT {call.At(0, Level.Comparison)}", Level.Not),
        Python = call => new($"not {call.At(0, Level.Comparison)}", Level.Not),
    };

    private static Function ExclusiveOr { get; } = new("xor")
    {
        Meaning = "Whether exactly one of them is true.",
        Operators = [ExpressionType.ExclusiveOr],
        DotNet = DotNetRendering.Of((bool a, bool b) => a ^ b),
        DuckDb = call => new($"{call.At(0, Level.Other)} <> {call.At(1, Level.Other)}", Level.Comparison),
        GoogleSql = call => new($"{call.At(0, Level.Other)} <> {call.At(1, Level.Other)}", Level.Comparison),
        Python = call => new($"{call.At(0, Level.Other)} != {call.At(1, Level.Other)}", Level.Comparison),
    };

    // GoogleSQL promises an order of evaluation only for CASE and IF.
    private static Term PrintGoogleSql(GoogleSqlCall call, string operation, Level level)
    {
        if (!Failure.IsPossible(call.Arguments[1]))
            return new Term($"{call.Test(0).At(level)} {operation} {call.Test(1).At(level)}", level);
        (string undecided, string decided) = level == Level.And ? ("IS NOT FALSE", "FALSE") : ("IS NOT TRUE", "TRUE");
        return call.Once(one => $"IF({one.At(0, Level.Other)} {undecided}, {one.At(0, level)} {operation} {call.At(1, level)}, {decided})");
    }

    private static Expression ShortCircuit(Expression[] arguments, bool decisive)
    {
        (Expression left, Expression right) = (arguments[0], arguments[1]);
        if (left.Type == typeof(bool) && right.Type == typeof(bool))
            return decisive ? Expression.OrElse(left, right) : Expression.AndAlso(left, right);

        // C#'s own & and | on bool? have the meaning that is wanted; only the second operand must wait for the first.
        ParameterExpression first = Expression.Variable(typeof(bool?));
        Expression second = Expression.Convert(right, typeof(bool?));
        Expression decided = Expression.Constant(decisive, typeof(bool?));
        return Expression.Block(
            [first],
            Expression.Assign(first, Expression.Convert(left, typeof(bool?))),
            Expression.Condition(
                Expression.Equal(first, decided), decided, decisive ? Expression.Or(first, second) : Expression.And(first, second)));
    }
}
