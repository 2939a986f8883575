using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>The hyperbolic functions and their inverses, by the rules of IEEE 754.</summary>
internal static class Hyperbolics
{
    public static IReadOnlyList<Function> All => [Sine, Cosine, Tangent, Arsine, Arcosine, Artangent];

    private static Function Sine { get; } = new("sinh")
    {
        Meaning = "The hyperbolic sine.",
        Ulps = 3,
        CSharp = [Form.Of((double x) => Math.Sinh(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Sinh(x)),
        DuckDb = call => $"sinh({call[0]})",
        GoogleSql = call => call.Once(one => one.OrElse(
            $"SAFE.SINH({one[0]})", $"IF({one.At(0, Level.Other)} > 0, {GoogleSqlText.Number(double.PositiveInfinity)}, {GoogleSqlText.Number(double.NegativeInfinity)})")),
        Python = call => $"or_infinity(math.sinh, {call[0]})",
    };

    private static Function Cosine { get; } = new("cosh")
    {
        Meaning = "The hyperbolic cosine.",
        Ulps = 3,
        CSharp = [Form.Of((double x) => Math.Cosh(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Cosh(x)),
        DuckDb = call => $"cosh({call[0]})",
        GoogleSql = call => call.Once(one => one.OrElse($"SAFE.COSH({one[0]})", GoogleSqlText.Number(double.PositiveInfinity))),
        Python = call => $"or_infinity(math.cosh, abs({call[0]}))",
    };

    private static Function Tangent { get; } = new("tanh")
    {
        Meaning = "The hyperbolic tangent, −1 to 1.",
        Ulps = 3,
        CSharp = [Form.Of((double x) => Math.Tanh(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Tanh(x)),
        DuckDb = call => $"tanh({call[0]})",
        GoogleSql = call => $"TANH({call[0]})",
        Python = call => $"math.tanh({call[0]})",
    };

    private static Function Arsine { get; } = new("asinh")
    {
        Meaning = "The number whose hyperbolic sine is the argument.",
        Ulps = 3,
        CSharp = [Form.Of((double x) => Math.Asinh(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Asinh(x)),
        DuckDb = call => $"asinh({call[0]})",
        GoogleSql = call => $"ASINH({call[0]})",
        Python = call => $"math.asinh({call[0]})",
    };

    private static Function Arcosine { get; } = new("acosh")
    {
        Meaning = "The number from 0 whose hyperbolic cosine is the argument; NaN below 1.",
        Ulps = 3,
        CSharp = [Form.Of((double x) => Math.Acosh(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Acosh(x)),
        DuckDb = call => $"CASE WHEN {call.At(0, Level.Other)} < 1 THEN 'NaN'::DOUBLE ELSE acosh({call[0]}) END",
        GoogleSql = call => call.Once(one => $"IF({one.At(0, Level.Other)} < 1, {GoogleSqlText.Number(double.NaN)}, ACOSH({one[0]}))"),
        Python = call => $"arcosine({call[0]})",
    };

    private static Function Artangent { get; } = new("atanh")
    {
        Meaning = "The number whose hyperbolic tangent is the argument; an infinity of −1 and 1, NaN beyond.",
        Ulps = 3,
        CSharp = [Form.Of((double x) => Math.Atanh(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Atanh(x)),
        DuckDb = call => $"CASE WHEN abs({call[0]}) > 1 THEN 'NaN'::DOUBLE WHEN abs({call[0]}) = 1 THEN {call.At(0, Level.Product)} / 0 ELSE atanh({call[0]}) END",
        GoogleSql = call => call.Once(one => $"CASE WHEN ABS({one[0]}) > 1 THEN {GoogleSqlText.Number(double.NaN)} WHEN ABS({one[0]}) = 1 THEN IEEE_DIVIDE({one[0]}, 0) "
            + $"ELSE ATANH({one[0]}) END"),
        Python = call => $"artangent({call[0]})",
    };
}
