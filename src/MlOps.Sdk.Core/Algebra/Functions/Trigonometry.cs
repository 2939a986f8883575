using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>The circular functions, in radians, and their inverses.</summary>
internal static class Trigonometry
{
    public static IReadOnlyList<Function> All => [Sine, Cosine, Tangent, Arcsine, Arccosine, Arctangent, Arctangent2];

    private static Function Sine { get; } = new("sin")
    {
        Meaning = "The sine; NaN of an infinity.",
        Ulps = 1,
        CSharp = [Form.Of((double x) => Math.Sin(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Sin(x)),
        DuckDb = call => OfFinite(call, "sin"),
        GoogleSql = call => $"SIN({call[0]})",
        Python = call => $"of_finite(math.sin, {call[0]})",
    };

    private static Function Cosine { get; } = new("cos")
    {
        Meaning = "The cosine; NaN of an infinity.",
        Ulps = 1,
        CSharp = [Form.Of((double x) => Math.Cos(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Cos(x)),
        DuckDb = call => OfFinite(call, "cos"),
        GoogleSql = call => $"COS({call[0]})",
        Python = call => $"of_finite(math.cos, {call[0]})",
    };

    private static Function Tangent { get; } = new("tan")
    {
        Meaning = "The tangent; NaN of an infinity.",
        Ulps = 1,
        CSharp = [Form.Of((double x) => Math.Tan(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Tan(x)),
        DuckDb = call => OfFinite(call, "tan"),
        GoogleSql = call => $"TAN({call[0]})",
        Python = call => $"of_finite(math.tan, {call[0]})",
    };

    private static Function Arcsine { get; } = new("asin")
    {
        Meaning = "The angle whose sine is the number, −π/2 to π/2; NaN below −1 and above 1.",
        Ulps = 1,
        CSharp = [Form.Of((double x) => Math.Asin(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Asin(x)),
        DuckDb = call => WithinOne(call, "asin"),
        GoogleSql = call => WithinOne(call, "ASIN"),
        Python = call => $"within_one(math.asin, {call[0]})",
    };

    private static Function Arccosine { get; } = new("acos")
    {
        Meaning = "The angle whose cosine is the number, 0 to π; NaN below −1 and above 1.",
        Ulps = 1,
        CSharp = [Form.Of((double x) => Math.Acos(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Acos(x)),
        DuckDb = call => WithinOne(call, "acos"),
        GoogleSql = call => WithinOne(call, "ACOS"),
        Python = call => $"within_one(math.acos, {call[0]})",
    };

    private static Function Arctangent { get; } = new("atan")
    {
        Meaning = "The angle whose tangent is the number, −π/2 to π/2.",
        Ulps = 1,
        CSharp = [Form.Of((double x) => Math.Atan(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Atan(x)),
        DuckDb = call => $"atan({call[0]})",
        GoogleSql = call => $"ATAN({call[0]})",
        Python = call => $"math.atan({call[0]})",
    };

    private static Function Arctangent2 { get; } = new("atan2")
    {
        Meaning = "The angle of the point (x, y), given as y and x; −π to π.",
        Ulps = 1,
        CSharp = [Form.Of((double y, double x) => Math.Atan2(y, x))],
        DotNet = DotNetRendering.Of((double y, double x) => Math.Atan2(y, x)),
        DuckDb = call => $"atan2({call.All})",
        GoogleSql = call => $"ATAN2({call.All})",
        Python = call => $"math.atan2({call.All})",
    };

    // An infinite angle is an error in DuckDB, NaN in IEEE 754.
    private static Term OfFinite(DuckDbCall call, string function) => $"CASE WHEN isinf({call[0]}) THEN 'NaN'::DOUBLE ELSE {function}({call[0]}) END";

    private static Term WithinOne(DuckDbCall call, string function) => $"CASE WHEN abs({call[0]}) > 1 THEN 'NaN'::DOUBLE ELSE {function}({call[0]}) END";

    private static Term WithinOne(GoogleSqlCall call, string function) =>
        call.Once(one => $"IF(ABS({one[0]}) > 1, {GoogleSqlText.Number(double.NaN)}, {function}({one[0]}))");
}
