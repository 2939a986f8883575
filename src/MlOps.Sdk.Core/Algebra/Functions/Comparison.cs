using System.Linq.Expressions;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>The comparison operators. The result is never null; null equals null; NaN is equal to, less and greater than nothing.</summary>
/// <remarks>Texts are compared by code points, days and instants by time.</remarks>
internal static class Comparison
{
    private static readonly DataType[] s_ordered = [DataType.Int64, DataType.Double, DataType.String, DataType.Date, DataType.Timestamp];

    public static IReadOnlyList<Function> All => [Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual];

    private static Function Equal { get; } = new("equal")
    {
        Meaning = "Whether two values are equal; null equals null, NaN equals nothing.",
        Signatures = Signature.ForEach(Signature.AllTypes, type => new([type, type], DataType.Boolean)),
        Nulls = NullRule.NeverNull,
        Operators = [ExpressionType.Equal],
        CSharp =
        [
            Form.Of((string a, string b) => string.Equals(a, b)),
            Form.Of((string a, string b) => string.Equals(a, b, StringComparison.Ordinal)),
            Form.Of((string a, string b) => a.Equals(b)),
            Form.Of((string a, string b) => a.Equals(b, StringComparison.Ordinal)),
        ],
        DotNet = DotNetRendering.Build((_, arguments) => Compare(ExpressionType.Equal, arguments)),
        DuckDb = call => PrintEqual(call, call.NullIsFalse),
        GoogleSql = call => PrintEqual(call, call.NullIsFalse),
        Python = call => new($"{call.At(0, Level.Other)} == {call.At(1, Level.Other)}", Level.Comparison),
    };

    private static Function NotEqual { get; } = new("not_equal")
    {
        Meaning = "Whether two values differ; null equals null, NaN differs from everything.",
        Signatures = Signature.ForEach(Signature.AllTypes, type => new([type, type], DataType.Boolean)),
        Nulls = NullRule.NeverNull,
        Operators = [ExpressionType.NotEqual],
        DotNet = DotNetRendering.Build((_, arguments) => Compare(ExpressionType.NotEqual, arguments)),
        DuckDb = call =>
        {
            if (call.MayBeNaN(0) && call.MayBeNaN(1))
                return new($"NOT {PrintEqual(call, nullIsFalse: false).At(Level.Atom)}", Level.Not);
            string relation = call.MayBeNull(0) || call.MayBeNull(1) ? "IS DISTINCT FROM" : "<>";
            return new($"{call.Plain(0, Level.Other)} {relation} {call.Plain(1, Level.Other)}", Level.Comparison);
        },
        GoogleSql = call => new($"NOT {PrintEqual(call, nullIsFalse: false).At(Level.Atom)}", Level.Not),
        Python = call => new($"{call.At(0, Level.Other)} != {call.At(1, Level.Other)}", Level.Comparison),
    };

    private static Function Less { get; } = Order(
        "less", "Whether the first is less.", "<", ExpressionType.LessThan, greatest: 1,
        Form.Of((string a, string b) => string.CompareOrdinal(a, b) < 0));

    private static Function LessOrEqual { get; } = Order(
        "less_or_equal", "Whether the first is less or equal.", "<=", ExpressionType.LessThanOrEqual, greatest: 1,
        Form.Of((string a, string b) => string.CompareOrdinal(a, b) <= 0));

    private static Function Greater { get; } = Order(
        "greater", "Whether the first is greater.", ">", ExpressionType.GreaterThan, greatest: 0,
        Form.Of((string a, string b) => string.CompareOrdinal(a, b) > 0));

    private static Function GreaterOrEqual { get; } = Order(
        "greater_or_equal", "Whether the first is greater or equal.", ">=", ExpressionType.GreaterThanOrEqual, greatest: 0,
        Form.Of((string a, string b) => string.CompareOrdinal(a, b) >= 0));

    private static Function Order(string name, string meaning, string symbol, ExpressionType operation, int greatest, Form form) => new(name)
    {
        Meaning = $"{meaning[..^1]}; false if one of them is null or NaN.",
        Signatures = Signature.ForEach(s_ordered, type => new([type, type], DataType.Boolean)),
        Nulls = NullRule.IsFalse,
        Operators = [operation],
        CSharp = [form],
        DotNet = DotNetRendering.Build((_, arguments) => arguments[0].Type == typeof(string)
            ? Expression.MakeBinary(operation, Expression.Call(typeof(Text), nameof(Text.Compare), null, arguments), Expression.Constant(0))
            : Expression.MakeBinary(operation, arguments[0], arguments[1])),
        DuckDb = call =>
        {
            Term comparison = new($"{call.Plain(0, Level.Other)} {symbol} {call.Plain(1, Level.Other)}", Level.Comparison);

            // NaN is above everything to DuckDB, so only the side that may be the greater one needs a look.
            if (call.MayBeNaN(greatest))
                comparison = new($"{comparison} AND NOT isnan({call[greatest]})", Level.And);
            return NullAsFalse(call, comparison, call.NullIsFalse);
        },
        GoogleSql = call => NullAsFalse(call, new($"{call.At(0, Level.Other)} {symbol} {call.At(1, Level.Other)}", Level.Comparison), call.NullIsFalse),
        Python = call => new($"{call.At(0, Level.Other)} {symbol} {call.At(1, Level.Other)}", Level.Comparison),
    };

    private static Term PrintEqual(DuckDbCall call, bool nullIsFalse)
    {
        string left = call.Plain(0, Level.Other);
        string right = call.Plain(1, Level.Other);
        bool nan = call.MayBeNaN(0) && call.MayBeNaN(1);
        Term comparison = nan ? new($"{left} = {right} AND NOT isnan({call[0]})", Level.And) : new($"{left} = {right}", Level.Comparison);
        if (!call.MayBeNull(0) || !call.MayBeNull(1))
            return NullAsFalse(call, comparison, nullIsFalse);
        return nan
            ? $"coalesce({comparison}, {left} IS NULL AND {right} IS NULL)"
            : new Term($"{left} IS NOT DISTINCT FROM {right}", Level.Comparison);
    }

    // Not IS NOT DISTINCT FROM, which makes NaN equal NaN.
    private static Term PrintEqual(GoogleSqlCall call, bool nullIsFalse) => !call.MayBeNull(0) || !call.MayBeNull(1)
        ? NullAsFalse(call, new($"{call.At(0, Level.Other)} = {call.At(1, Level.Other)}", Level.Comparison), nullIsFalse)
        : call.Once(one => $"IFNULL({one.At(0, Level.Other)} = {one.At(1, Level.Other)}, {one.At(0, Level.Other)} IS NULL AND {one.At(1, Level.Other)} IS NULL)");

    private static Term NullAsFalse(SqlCall call, Term comparison, bool nullIsFalse) =>
        nullIsFalse || !(call.MayBeNull(0) || call.MayBeNull(1)) ? comparison : $"coalesce({comparison}, false)";

    private static BinaryExpression Compare(ExpressionType operation, Expression[] arguments)
    {
        (Expression left, Expression right) = (arguments[0], arguments[1]);
        if (left.Type != right.Type)
        {
            left = Nullable.GetUnderlyingType(left.Type) is null ? Expression.Convert(left, right.Type) : left;
            right = Nullable.GetUnderlyingType(right.Type) is null ? Expression.Convert(right, left.Type) : right;
        }

        return Expression.MakeBinary(operation, left, right);
    }
}
