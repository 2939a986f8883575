using System.Globalization;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>The functions of <see cref="Math"/> that round, compare, and raise to powers.</summary>
internal static class MathFunctions
{
    public static IReadOnlyList<Function> All =>
        [Abs, Sign, Min, Max, Round, RoundDigits, Floor, Ceiling, Truncate, SquareRoot, Power, Exponential, Logarithm, Logarithm10, Logarithm2];

    private static Function Abs { get; } = new("abs")
    {
        Meaning = "The number without its sign.",
        CanFail = call => call.Type == DataType.Int64,
        CSharp = [Form.Of((int x) => Math.Abs(x)), Form.Of((long x) => Math.Abs(x)), Form.Of((double x) => Math.Abs(x))],
        DotNet = DotNetRendering.Of((long x) => Math.Abs(x), (double x) => Math.Abs(x)),
        DuckDb = call => $"abs({call[0]})",
    };

    private static Function Sign { get; } = new("sign")
    {
        Meaning = "−1, 0 or 1 as the number is negative, zero or positive; an error for NaN.",
        CanFail = call => call.Arguments[0].Type == DataType.Double,
        CSharp = [Form.Of((int x) => Math.Sign(x)), Form.Of((long x) => Math.Sign(x)), Form.Of((double x) => Math.Sign(x))],
        DotNet = DotNetRendering.Of((long x) => (long)Math.Sign(x), (double x) => (long)Math.Sign(x)),
        DuckDb = call => call.MayBeNaN(0)
            ? $"CASE WHEN isnan({call[0]}) THEN {DuckDbCall.Error("NaN has no sign")} ELSE sign({call[0]})::BIGINT END"
            : $"sign({call[0]})::BIGINT",
    };

    private static Function Min { get; } = new("min")
    {
        Meaning = "The lesser number, of equal ones the first; NaN if one of them is.",
        CSharp = [Form.Of((int a, int b) => Math.Min(a, b)), Form.Of((long a, long b) => Math.Min(a, b)), Form.Of((double a, double b) => Math.Min(a, b))],
        DotNet = DotNetRendering.Of((long a, long b) => Math.Min(a, b), (double a, double b) => b < a || double.IsNaN(b) ? b : a),

        // NaN is above everything to DuckDB.
        DuckDb = call => call.MayBeNaN(0) || call.MayBeNaN(1)
            ? OfTwo(call, "least", string.Join(" OR ", new[] { 0, 1 }.Where(call.MayBeNaN).Select(index => $"isnan({call[index]})")))
            : OfTwo(call, "least", null),
    };

    private static Function Max { get; } = new("max")
    {
        Meaning = "The greater number, of equal ones the first; NaN if one of them is.",
        CSharp = [Form.Of((int a, int b) => Math.Max(a, b)), Form.Of((long a, long b) => Math.Max(a, b)), Form.Of((double a, double b) => Math.Max(a, b))],
        DotNet = DotNetRendering.Of((long a, long b) => Math.Max(a, b), (double a, double b) => b > a || double.IsNaN(b) ? b : a),
        DuckDb = call => OfTwo(call, "greatest", null),
    };

    private static Function Round { get; } = new("round")
    {
        Meaning = "The nearest whole number, of two equally near ones the even one.",
        CSharp = [Form.Of((double x) => Math.Round(x)), Form.Of((double x) => Math.Round(x, MidpointRounding.ToEven))],
        DotNet = DotNetRendering.Of((double x) => Math.Round(x)),
        DuckDb = call => $"round_even({call[0]}, 0)",
    };

    private static Function RoundDigits { get; } = new("round_digits")
    {
        Meaning = "round(x × 10ⁿ) / 10ⁿ for a constant n from 0 to 15, half to even; numbers of 10¹⁶ and more as they are.",
        Refusal = arguments => arguments[1] is ConstantNode { Value: long and >= 0 and <= 15 } ? null : "the digits must be a constant from 0 to 15",
        CSharp = [Form.Of((double x, int digits) => Math.Round(x, digits))],
        DotNet = DotNetRendering.Of((double x, long digits) => RoundTo(x, digits)),
        DuckDb = call =>
        {
            string power = DuckDbText.Number(Math.Pow(10, (long)((ConstantNode)call.Arguments[1]).Value!));
            return $"CASE WHEN abs({call[0]}) < 1e16 THEN round_even({call.At(0, Level.Product)} * {power}, 0) / {power} ELSE {call[0]} END";
        },
    };

    private static Function Floor { get; } = new("floor")
    {
        Meaning = "The greatest whole number that is not greater.",
        CSharp = [Form.Of((double x) => Math.Floor(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Floor(x)),
        DuckDb = call => $"floor({call[0]})",
    };

    private static Function Ceiling { get; } = new("ceiling")
    {
        Meaning = "The least whole number that is not less.",
        CSharp = [Form.Of((double x) => Math.Ceiling(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Ceiling(x)),
        DuckDb = call => $"ceil({call[0]})",
    };

    private static Function Truncate { get; } = new("truncate")
    {
        Meaning = "The number cut off towards zero.",
        CSharp = [Form.Of((double x) => Math.Truncate(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Truncate(x)),
        DuckDb = call => $"trunc({call[0]})",
    };

    private static Function SquareRoot { get; } = new("sqrt")
    {
        Meaning = "The square root; NaN below 0.",
        CSharp = [Form.Of((double x) => Math.Sqrt(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Sqrt(x)),
        DuckDb = call => $"CASE WHEN {call.At(0, Level.Other)} < 0 THEN 'NaN'::DOUBLE ELSE sqrt({call[0]}) END",
    };

    private static Function Power { get; } = new("pow")
    {
        Meaning = "The first number raised to the second, by the rules of IEEE 754.",
        Ulps = 4,
        CSharp = [Form.Of((double x, double y) => Math.Pow(x, y))],
        DotNet = DotNetRendering.Of((double x, double y) => Math.Pow(x, y)),
        DuckDb = call => $"pow({call.All})",
    };

    private static Function Exponential { get; } = new("exp")
    {
        Meaning = "e raised to the number.",
        Ulps = 4,
        CSharp = [Form.Of((double x) => Math.Exp(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Exp(x)),
        DuckDb = call => $"exp({call[0]})",
    };

    private static Function Logarithm { get; } = new("log")
    {
        Meaning = "The natural logarithm; −Infinity of 0, NaN below.",
        Ulps = 4,
        CSharp = [Form.Of((double x) => Math.Log(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Log(x)),
        DuckDb = call => PrintLogarithm(call, "ln"),
    };

    private static Function Logarithm10 { get; } = new("log10")
    {
        Meaning = "The logarithm to base 10; −Infinity of 0, NaN below.",
        Ulps = 4,
        CSharp = [Form.Of((double x) => Math.Log10(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Log10(x)),
        DuckDb = call => PrintLogarithm(call, "log10"),
    };

    private static Function Logarithm2 { get; } = new("log2")
    {
        Meaning = "The logarithm to base 2; −Infinity of 0, NaN below.",
        Ulps = 4,
        CSharp = [Form.Of((double x) => Math.Log2(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Log2(x)),
        DuckDb = call => PrintLogarithm(call, "log2"),
    };

    private static double RoundTo(double number, long digits)
    {
        double power = double.Parse(string.Create(CultureInfo.InvariantCulture, $"1e{digits}"), CultureInfo.InvariantCulture);
        return Math.Abs(number) < 1e16 ? Math.Round(number * power) / power : number;
    }

    // DuckDB makes an error of what IEEE 754 gives a value. NaN passes the first test, because it is above everything.
    private static Term PrintLogarithm(DuckDbCall call, string function)
    {
        string x = call.At(0, Level.Other);
        return $"CASE WHEN {x} > 0 THEN {function}({call[0]}) WHEN {x} = 0 THEN '-Infinity'::DOUBLE WHEN {x} < 0 THEN 'NaN'::DOUBLE END";
    }

    // least and greatest leave nulls out.
    private static Term OfTwo(DuckDbCall call, string function, string? nan)
    {
        string nulls = string.Join(" OR ", new[] { 0, 1 }.Where(call.MayBeNull).Select(index => $"{call.At(index, Level.Other)} IS NULL"));
        string value = $"{function}({call.Plain(0, Level.Or)}, {call.Plain(1, Level.Or)})";
        if (nulls.Length == 0 && nan is null)
            return value;
        string branches = (nulls.Length == 0 ? "" : $" WHEN {nulls} THEN NULL") + (nan is null ? "" : $" WHEN {nan} THEN 'NaN'::DOUBLE");
        return $"CASE{branches} ELSE {value} END";
    }
}
