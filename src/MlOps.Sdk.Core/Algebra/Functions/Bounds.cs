using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>The lesser and the greater of two numbers, and a number between two others.</summary>
internal static class Bounds
{
    public static IReadOnlyList<Function> All => [Min, Max, Clamp];

    private static Function Min { get; } = new("min")
    {
        Meaning = "The lesser number; −0 is below 0, and the result is NaN if one of them is.",
        CSharp = [Form.Of((int a, int b) => Math.Min(a, b)), Form.Of((long a, long b) => Math.Min(a, b)), Form.Of((double a, double b) => Math.Min(a, b))],
        DotNet = DotNetRendering.Of((long a, long b) => Math.Min(a, b), (double a, double b) => Math.Min(a, b)),

        // NaN is above everything to DuckDB.
        DuckDb = call => OfTwo(call, "least", string.Join(" OR ", new[] { 0, 1 }.Where(call.MayBeNaN).Select(index => $"isnan({call[index]})")), ifNegative: 0),
        GoogleSql = call => OfTwo(call, "LEAST", ifNegative: 0),
        Python = call => call.Node.Type == DataType.Int64 ? $"min({call.All})" : $"lesser({call.All})",
    };

    private static Function Max { get; } = new("max")
    {
        Meaning = "The greater number; 0 is above −0, and the result is NaN if one of them is.",
        CSharp = [Form.Of((int a, int b) => Math.Max(a, b)), Form.Of((long a, long b) => Math.Max(a, b)), Form.Of((double a, double b) => Math.Max(a, b))],
        DotNet = DotNetRendering.Of((long a, long b) => Math.Max(a, b), (double a, double b) => Math.Max(a, b)),
        DuckDb = call => OfTwo(call, "greatest", nan: "", ifNegative: 1),
        GoogleSql = call => OfTwo(call, "GREATEST", ifNegative: 1),
        Python = call => call.Node.Type == DataType.Int64 ? $"max({call.All})" : $"greater({call.All})",
    };

    private static Function Clamp { get; } = new("clamp")
    {
        Meaning = "The first number, but the second if it is below that, and the third if it is above that; NaN bounds nothing and stays NaN. "
            + "An error if the second is above the third.",
        CanFail = call => call.Arguments[1] is not ConstantNode || call.Arguments[2] is not ConstantNode,
        Refusal = arguments => (arguments[1], arguments[2]) switch
        {
            (ConstantNode { Value: long low }, ConstantNode { Value: long high }) when low > high => Crossed(arguments),
            (ConstantNode { Value: double low }, ConstantNode { Value: double high }) when low > high => Crossed(arguments),
            _ => null,
        },
        CSharp =
        [
            Form.Of((int x, int low, int high) => Math.Clamp(x, low, high)),
            Form.Of((long x, long low, long high) => Math.Clamp(x, low, high)),
            Form.Of((double x, double low, double high) => Math.Clamp(x, low, high)),
        ],
        DotNet = DotNetRendering.Of((long x, long low, long high) => Between(x, low, high), (double x, double low, double high) => Between(x, low, high)),
        DuckDb = call => PrintClamp(call, DuckDbCall.Error("the lower bound is above the upper one"), (left, right) =>
            $"{call.At(left, Level.Other)} > {call.At(right, Level.Other)}{(call.MayBeNaN(left) ? $" AND NOT isnan({call[left]})" : "")}"),
        GoogleSql = call => call.Once(one => PrintClamp(one, GoogleSqlCall.Error("the lower bound is above the upper one"), (left, right) =>
            $"{one.At(left, Level.Other)} > {one.At(right, Level.Other)}")),
        Python = call => $"clamp({call.All})",
    };

    private static long Between(long number, long low, long high) => low > high ? throw Crossed() : Math.Clamp(number, low, high);

    private static double Between(double number, double low, double high) => low > high ? throw Crossed() : Math.Clamp(number, low, high);

    private static EvaluationException Crossed() => new("the lower bound is above the upper one");

    private static string Crossed(IReadOnlyList<ScalarNode> arguments) =>
        $"the lower bound {((ConstantNode)arguments[1]).Text} is above the upper one {((ConstantNode)arguments[2]).Text}; exchange them";

    private static Term PrintClamp(SqlCall call, string error, Func<int, int, string> isAbove)
    {
        string nulls = call.AnyNull is { Length: > 0 } any ? $" WHEN {any} THEN NULL" : "";
        string crossed = call.Arguments[1] is ConstantNode && call.Arguments[2] is ConstantNode ? "" : $" WHEN {isAbove(1, 2)} THEN {error}";
        return $"CASE{nulls}{crossed} WHEN {isAbove(1, 0)} THEN {call[1]} WHEN {isAbove(0, 2)} THEN {call[2]} ELSE {call[0]} END";
    }

    // least and greatest leave nulls out, and of 0 and −0 they take the first.
    private static Term OfTwo(DuckDbCall call, string function, string nan, int ifNegative)
    {
        string value = $"{function}({call.Plain(0, Level.Or)}, {call.Plain(1, Level.Or)})";
        string branches = (call.AnyNull is { Length: > 0 } nulls ? $" WHEN {nulls} THEN NULL" : "")
            + (nan.Length > 0 ? $" WHEN {nan} THEN 'NaN'::DOUBLE" : "")
            + (MayBeUnlikeZeros(call)
                ? $" WHEN {call.At(0, Level.Other)} = {call.At(1, Level.Other)} THEN CASE WHEN signbit({call[0]}) THEN {call[ifNegative]} ELSE {call[1 - ifNegative]} END"
                : "");
        return branches.Length == 0 ? value : $"CASE{branches} ELSE {value} END";
    }

    private static Term OfTwo(GoogleSqlCall call, string function, int ifNegative) => !MayBeUnlikeZeros(call)
        ? $"{function}({call.All})"
        : call.Once(one => $"IF({one.At(0, Level.Other)} = {one.At(1, Level.Other)}, "
            + $"IF(IEEE_DIVIDE(1, {one[0]}) < 0, {one[ifNegative]}, {one[1 - ifNegative]}), {function}({one.All}))");

    private static bool MayBeUnlikeZeros(SqlCall call) =>
        call.Node.Type == DataType.Double && ((MayBeZero(call, 0) && MayBeNegativeZero(call, 1)) || (MayBeNegativeZero(call, 0) && MayBeZero(call, 1)));

    private static bool MayBeZero(SqlCall call, int index) => call.Arguments[index] is not ConstantNode { Value: not 0.0 };

    private static bool MayBeNegativeZero(SqlCall call, int index) => call.Arguments[index] switch
    {
        ConstantNode constant => constant.Value is 0.0 and double zero && double.IsNegative(zero),
        CastNode { Operand.Type: not DataType.Double } => false,
        _ => true,
    };
}
