using System.Linq.Expressions;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>The arithmetic operators. Whole numbers have 64 bits, and leaving their range is an error; doubles follow IEEE 754.</summary>
internal static class Arithmetic
{
    public static IReadOnlyList<Function> All => [Add, Subtract, Multiply, Divide, Modulo, Negate, Int32];

    private static Function Add { get; } = new("add")
    {
        Meaning = "The sum.",
        CanFail = IsWhole,
        Operators = [ExpressionType.Add, ExpressionType.AddChecked],
        DotNet = DotNetRendering.Of((long a, long b) => checked(a + b), (double a, double b) => a + b),
        DuckDb = call => new($"{call.Plain(0, Level.Sum)} + {call.Plain(1, Level.Product)}", Level.Sum),
        GoogleSql = call => IsWhole(call.Node) || !Magnitude.MayOverflow(call.Node)
            ? new($"{call.At(0, Level.Sum)} + {call.At(1, Level.Product)}", Level.Sum)
            : call.Once(one => OrInfinity(one, "SAFE_ADD", $"{one.At(0, Level.Other)} > 0")),
        Python = call => IsWhole(call.Node)
            ? $"int64({call.At(0, Level.Sum)} + {call.At(1, Level.Product)})"
            : new Term($"{call.At(0, Level.Sum)} + {call.At(1, Level.Product)}", Level.Sum),
    };

    private static Function Subtract { get; } = new("subtract")
    {
        Meaning = "The difference.",
        CanFail = IsWhole,
        Operators = [ExpressionType.Subtract, ExpressionType.SubtractChecked],
        DotNet = DotNetRendering.Of((long a, long b) => checked(a - b), (double a, double b) => a - b),
        DuckDb = call => new($"{call.Plain(0, Level.Sum)} - {Subtrahend(call)}", Level.Sum),
        GoogleSql = call => IsWhole(call.Node) || !Magnitude.MayOverflow(call.Node)
            ? new($"{call.At(0, Level.Sum)} - {call.At(1, Level.Product)}", Level.Sum)
            : call.Once(one => OrInfinity(one, "SAFE_SUBTRACT", $"{one.At(0, Level.Other)} > 0")),
        Python = call => IsWhole(call.Node)
            ? $"int64({call.At(0, Level.Sum)} - {call.At(1, Level.Product)})"
            : new Term($"{call.At(0, Level.Sum)} - {call.At(1, Level.Product)}", Level.Sum),
    };

    private static Function Multiply { get; } = new("multiply")
    {
        Meaning = "The product.",
        CanFail = IsWhole,
        Operators = [ExpressionType.Multiply, ExpressionType.MultiplyChecked],
        DotNet = DotNetRendering.Of((long a, long b) => checked(a * b), (double a, double b) => a * b),
        DuckDb = call => new($"{call.Plain(0, Level.Product)} * {call.Plain(1, Level.Atom)}", Level.Product),
        GoogleSql = call => IsWhole(call.Node) || !Magnitude.MayOverflow(call.Node)
            ? new($"{call.At(0, Level.Product)} * {call.At(1, Level.Atom)}", Level.Product)
            : call.Once(one => OrInfinity(one, "SAFE_MULTIPLY", IsProductPositive(one))),
        Python = call => IsWhole(call.Node)
            ? $"int64({call.At(0, Level.Product)} * {call.At(1, Level.Atom)})"
            : new Term($"{call.At(0, Level.Product)} * {call.At(1, Level.Atom)}", Level.Product),
    };

    private static Function Divide { get; } = new("divide")
    {
        Meaning = "The quotient; of whole numbers cut off towards zero, and an error if the divisor is 0.",
        CanFail = call => IsWhole(call) && !HasSafeDivisor(call),
        Operators = [ExpressionType.Divide],
        DotNet = DotNetRendering.Of((long a, long b) => a / b, (double a, double b) => a / b),
        DuckDb = call => call.Node.Type == DataType.Double
            ? new($"{call.At(0, Level.Product)} / {call.At(1, Level.Atom)}", Level.Product)
            : new($"{call.Plain(0, Level.Product)} // {Divisor(call, "")}", Level.Product),
        GoogleSql = call => IsWhole(call.Node) ? $"DIV({call.All})" : $"IEEE_DIVIDE({call.All})",
        Python = call => IsWhole(call.Node) ? $"divide_whole({call.All})" : $"divide({call.All})",
    };

    private static Function Modulo { get; } = new("modulo")
    {
        Meaning = "The remainder, with the sign of the dividend; of whole numbers an error if the divisor is 0, of doubles NaN.",
        CanFail = call => IsWhole(call) && !HasSafeDivisor(call),
        Operators = [ExpressionType.Modulo],
        DotNet = DotNetRendering.Of((long a, long b) => b == -1 ? 0 : a % b, (double a, double b) => a % b),
        DuckDb = call => call.Node.Type == DataType.Double
            ? new($"{call.At(0, Level.Product)} % {call.At(1, Level.Atom)}", Level.Product)

            // The least number % -1 overflows in DuckDB; anything % 1 is the same 0.
            : new($"{call.Plain(0, Level.Product)} % {Divisor(call, $" WHEN {call.At(1, Level.Other)} = -1 THEN 1")}", Level.Product),
        Lacks = (call, engine) => engine == Engine.BigQuery && !IsWhole(call),
        Gap = (Engine.BigQuery, "% of doubles"),
        Instead = "Write a - (Math.Truncate(a / b) * b), or cast both to long.",
        GoogleSql = call => $"MOD({call.All})",
        Python = call => IsWhole(call.Node) ? $"remainder_whole({call.All})" : $"remainder({call.All})",
    };

    private static Function Negate { get; } = new("negate")
    {
        Meaning = "The number with the opposite sign.",
        CanFail = IsWhole,
        Operators = [ExpressionType.Negate, ExpressionType.NegateChecked],
        DotNet = DotNetRendering.Of((long a) => checked(-a), (double a) => -a),

        // A blank, because two dashes begin a comment.
        DuckDb = call => $"(- {call.At(0, Level.Atom)})",
        GoogleSql = call => $"(- {call.At(0, Level.Atom)})",
        Python = call => IsWhole(call.Node) ? $"int64(-{call.At(0, Level.Atom)})" : $"(-{call.At(0, Level.Atom)})",
    };

    private static Function Int32 { get; } = new("int32")
    {
        Meaning = "The number itself if it fits into 32 bits, else an error: a cast to int.",
        CanFail = static _ => true,
        DotNet = DotNetRendering.Of((long a) => (long)checked((int)a)),

        // DuckDB takes ::INTEGER::BIGINT away in comparisons, and the check with it.
        DuckDb = call => $"CASE WHEN {call.At(0, Level.Other)} NOT BETWEEN {int.MinValue} AND {int.MaxValue} "
            + $"THEN {DuckDbCall.Error("a number doesn't fit into an int; cast it to long")} ELSE {call[0]} END",
        GoogleSql = call => call.Once(one => one.Checked(
            "a number doesn't fit into an int; cast it to long", one[0], $"{one.At(0, Level.Other)} NOT BETWEEN {int.MinValue} AND {int.MaxValue}")),
        Python = call => $"int32({call[0]})",
    };

    // GoogleSQL makes an error of what overflows to an infinity; its SAFE_ functions make null of it.
    private static Term OrInfinity(GoogleSqlCall call, string function, string isPositive) => call.OrElse(
        $"{function}({call.All})",
        $"IF({isPositive}, {GoogleSqlText.Number(double.PositiveInfinity)}, {GoogleSqlText.Number(double.NegativeInfinity)})");

    private static string IsProductPositive(GoogleSqlCall call) => call.Arguments[1] is ConstantNode { Value: double factor }
        ? $"{call.At(0, Level.Other)} {(factor > 0 ? ">" : "<")} 0"
        : $"({call.At(0, Level.Other)} > 0) = ({call.At(1, Level.Other)} > 0)";

    private static bool IsWhole(CallNode call) => call.Type == DataType.Int64;

    private static bool HasSafeDivisor(CallNode call) => call.Arguments[1] is ConstantNode { Value: long and not 0 and not -1 };

    private static string Subtrahend(DuckDbCall call) => call.Plain(1, Level.Product) is var text && text.StartsWith('-') ? $"({text})" : text;

    private static string Divisor(DuckDbCall call, string exception) => HasSafeDivisor(call.Node)
        ? call.Plain(1, Level.Atom)
        : $"CASE WHEN {call.At(1, Level.Other)} = 0{call.AndNotNull(0)} THEN {DuckDbCall.Error("division by zero")}{exception} ELSE {call[1]} END";
}
