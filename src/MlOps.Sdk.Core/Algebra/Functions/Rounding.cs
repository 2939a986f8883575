using System.Globalization;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>The functions that make numbers whole or shorter. NaN, the infinities and the sign of 0 stay, and −0.4 becomes −0.</summary>
internal static class Rounding
{
    // Beyond this a double has no digits behind the point, nor has Math.Round anything to do.
    private const double Limit = 1e16;

    public static IReadOnlyList<Function> All => [Round, RoundAway, RoundDigits, RoundAwayDigits, Floor, Ceiling, Truncate];

    private static Function Round { get; } = new("round")
    {
        Meaning = "The nearest whole number, of two equally near ones the even one.",
        CSharp = [Form.Of((double x) => Math.Round(x)), Form.Of((double x) => Math.Round(x, MidpointRounding.ToEven))],
        DotNet = DotNetRendering.Of((double x) => Math.Round(x)),
        DuckDb = call => ToEven(call.At(0, Level.Product)),
        GoogleSql = call => call.Once(one => ToEven(one.At(0, Level.Product))),
        Python = call => $"rounded(round, {call[0]})",
    };

    private static Function RoundAway { get; } = new("round_away")
    {
        Meaning = "The nearest whole number, of two equally near ones that which is farther from 0.",
        CSharp = [Form.Of((double x) => Math.Round(x, MidpointRounding.AwayFromZero))],
        DotNet = DotNetRendering.Of((double x) => Math.Round(x, MidpointRounding.AwayFromZero)),
        DuckDb = call => $"round({call[0]})",
        GoogleSql = call => $"ROUND({call[0]})",
        Python = call => $"rounded(half_away, {call[0]})",
    };

    private static Function RoundDigits { get; } = new("round_digits")
    {
        Meaning = "round(x × 10ⁿ) / 10ⁿ for a constant n from 0 to 15, half to even; numbers of 10¹⁶ and more as they are.",
        Refusal = ProblemOfDigits,
        CSharp =
        [
            Form.Of((double x, int digits) => Math.Round(x, digits)),
            Form.Of((double x, int digits) => Math.Round(x, digits, MidpointRounding.ToEven)),
        ],
        DotNet = DotNetRendering.Of((double x, long digits) => Math.Round(x, (int)digits)),
        DuckDb = call => PrintDigits(call, ToEven),
        GoogleSql = call => PrintDigits(call, ToEven),
        Python = call => $"round_digits(round, {call[0]}, {PythonText.Number(Power(call.Node))})",
    };

    private static Function RoundAwayDigits { get; } = new("round_away_digits")
    {
        Meaning = "round_away(x × 10ⁿ) / 10ⁿ for a constant n from 0 to 15, half away from 0; numbers of 10¹⁶ and more as they are.",
        Refusal = ProblemOfDigits,
        CSharp = [Form.Of((double x, int digits) => Math.Round(x, digits, MidpointRounding.AwayFromZero))],
        DotNet = DotNetRendering.Of((double x, long digits) => Math.Round(x, (int)digits, MidpointRounding.AwayFromZero)),
        DuckDb = call => PrintDigits(call, x => $"round({x})"),
        GoogleSql = call => PrintDigits(call, x => $"ROUND({x})"),
        Python = call => $"round_digits(half_away, {call[0]}, {PythonText.Number(Power(call.Node))})",
    };

    private static Function Floor { get; } = new("floor")
    {
        Meaning = "The greatest whole number that is not greater.",
        CSharp = [Form.Of((double x) => Math.Floor(x)), Form.Of((double x) => Math.Round(x, MidpointRounding.ToNegativeInfinity))],
        DotNet = DotNetRendering.Of((double x) => Math.Floor(x)),
        DuckDb = call => $"floor({call[0]})",
        GoogleSql = call => $"FLOOR({call[0]})",
        Python = call => $"rounded(math.floor, {call[0]})",
    };

    private static Function Ceiling { get; } = new("ceiling")
    {
        Meaning = "The least whole number that is not less.",
        CSharp = [Form.Of((double x) => Math.Ceiling(x)), Form.Of((double x) => Math.Round(x, MidpointRounding.ToPositiveInfinity))],
        DotNet = DotNetRendering.Of((double x) => Math.Ceiling(x)),
        DuckDb = call => $"ceil({call[0]})",
        GoogleSql = call => $"CEIL({call[0]})",
        Python = call => $"rounded(math.ceil, {call[0]})",
    };

    private static Function Truncate { get; } = new("truncate")
    {
        Meaning = "The number cut off towards zero.",
        CSharp = [Form.Of((double x) => Math.Truncate(x)), Form.Of((double x) => Math.Round(x, MidpointRounding.ToZero))],
        DotNet = DotNetRendering.Of((double x) => Math.Truncate(x)),
        DuckDb = call => $"trunc({call[0]})",
        GoogleSql = call => $"TRUNC({call[0]})",
        Python = call => $"rounded(math.trunc, {call[0]})",
    };

    // ROUND takes halves away from 0 (and DuckDB's round_even is wrong for 2251799813685248.5). A half of what ends in ½ ends in ¼ or ¾, so that ROUND has no
    // choice, and twice the result is even.
    private static string ToEven(string x) => $"CASE WHEN ABS({x} - TRUNC({x})) = 0.5e0 THEN 2e0 * ROUND({x} / 2e0) ELSE ROUND({x}) END";

    private static Term PrintDigits(DuckDbCall call, Func<string, string> round)
    {
        string power = DuckDbText.Number(Power(call.Node));
        return $"CASE WHEN abs({call[0]}) < {DuckDbText.Number(Limit)} THEN {round($"{call.At(0, Level.Product)} * {power}")} / {power} ELSE {call[0]} END";
    }

    private static Term PrintDigits(GoogleSqlCall call, Func<string, string> round)
    {
        string power = GoogleSqlText.Number(Power(call.Node));
        return call.Once(one =>
            $"IF(ABS({one[0]}) < {GoogleSqlText.Number(Limit)}, {round($"{one.At(0, Level.Product)} * {power}")} / {power}, {one[0]})");
    }

    private static double Power(CallNode call) => double.Parse($"1e{((ConstantNode)call.Arguments[1]).Text}", CultureInfo.InvariantCulture);

    private static string? ProblemOfDigits(IReadOnlyList<ScalarNode> arguments) =>
        arguments[1] is ConstantNode { Value: long and >= 0 and <= 15 } ? null : "the digits must be a constant from 0 to 15";
}
