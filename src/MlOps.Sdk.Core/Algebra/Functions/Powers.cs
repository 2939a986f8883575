using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Roots, powers and the exponential, by the rules of IEEE 754: overflow is an infinity, what has no real value is NaN.</summary>
internal static class Powers
{
    public static IReadOnlyList<Function> All => [SquareRoot, CubeRoot, Power, Exponential];

    private static Function SquareRoot { get; } = new("sqrt")
    {
        Meaning = "The square root; NaN below 0.",
        CSharp = [Form.Of((double x) => Math.Sqrt(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Sqrt(x)),
        DuckDb = call => $"CASE WHEN {call.At(0, Level.Other)} < 0 THEN 'NaN'::DOUBLE ELSE sqrt({call[0]}) END",
        GoogleSql = call => call.Once(one => $"IF({one.At(0, Level.Other)} < 0, {GoogleSqlText.Number(double.NaN)}, SQRT({one[0]}))"),
        Python = call => $"square_root({call[0]})",
    };

    private static Function CubeRoot { get; } = new("cbrt")
    {
        Meaning = "The cube root; negative below 0.",
        Ulps = 4,
        CSharp = [Form.Of((double x) => Math.Cbrt(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Cbrt(x)),
        DuckDb = call => $"cbrt({call[0]})",

        // A third is no double; the last factor makes up for what its 53 bits lack.
        GoogleSql = call => call.Once(one => $"IF({one.At(0, Level.Other)} = 0, {one[0]}, "
            + $"SIGN({one[0]}) * POW(ABS({one[0]}), 0.3333333333333333) * POW(ABS({one[0]}), 1.850371707708594E-17))"),
        Python = call => $"cube_root({call[0]})",
    };

    private static Function Power { get; } = new("pow")
    {
        Meaning = "The first number raised to the second; 1 if the second is 0, NaN if the first is negative and the second not whole.",
        Ulps = 1,
        CSharp = [Form.Of((double x, double y) => Math.Pow(x, y))],
        DotNet = DotNetRendering.Of((double x, double y) => Math.Pow(x, y)),
        DuckDb = call => $"pow({call.All})",
        GoogleSql = call => call.Once(one => one.OrElse($"SAFE.POW({one.All})", WithoutPower(one))),
        Python = call => $"power({call.All})",
    };

    private static Function Exponential { get; } = new("exp")
    {
        Meaning = "e raised to the number.",
        Ulps = 1,
        CSharp = [Form.Of((double x) => Math.Exp(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Exp(x)),
        DuckDb = call => $"exp({call[0]})",
        GoogleSql = call => call.Once(one => one.OrElse($"SAFE.EXP({one[0]})", GoogleSqlText.Number(double.PositiveInfinity))),
        Python = call => $"or_infinity(math.exp, {call[0]})",
    };

    // Where GoogleSQL makes an error: a negative number has no power that isn't whole, its odd powers are negative, and so are those of −0, whose reciprocal is −Infinity.
    private static string WithoutPower(GoogleSqlCall call)
    {
        (string x, string y) = (call.At(0, Level.Other), call.At(1, Level.Product));
        return $"CASE WHEN {x} < 0 AND TRUNC({call[1]}) <> {y} THEN {GoogleSqlText.Number(double.NaN)} "
            + $"WHEN IEEE_DIVIDE(1, {call[0]}) < 0 AND ABS({y} - 2.0 * TRUNC({y} / 2.0)) = 1 THEN {GoogleSqlText.Number(double.NegativeInfinity)} "
            + $"ELSE {GoogleSqlText.Number(double.PositiveInfinity)} END";
    }
}
