using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>The circular functions, in radians.</summary>
internal static class Trigonometry
{
    public static IReadOnlyList<Function> All => [Sine, Cosine, Tangent, Arctangent, Arctangent2];

    private static Function Sine { get; } = new("sin")
    {
        Meaning = "The sine; NaN of an infinity.",
        Ulps = 4,
        CSharp = [Form.Of((double x) => Math.Sin(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Sin(x)),
        DuckDb = call => OfFinite(call, "sin"),
    };

    private static Function Cosine { get; } = new("cos")
    {
        Meaning = "The cosine; NaN of an infinity.",
        Ulps = 4,
        CSharp = [Form.Of((double x) => Math.Cos(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Cos(x)),
        DuckDb = call => OfFinite(call, "cos"),
    };

    private static Function Tangent { get; } = new("tan")
    {
        Meaning = "The tangent; NaN of an infinity.",
        Ulps = 4,
        CSharp = [Form.Of((double x) => Math.Tan(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Tan(x)),
        DuckDb = call => OfFinite(call, "tan"),
    };

    private static Function Arctangent { get; } = new("atan")
    {
        Meaning = "The angle whose tangent is the number, −π/2 to π/2.",
        Ulps = 4,
        CSharp = [Form.Of((double x) => Math.Atan(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Atan(x)),
        DuckDb = call => $"atan({call[0]})",
    };

    private static Function Arctangent2 { get; } = new("atan2")
    {
        Meaning = "The angle of the point (x, y), given as y and x; −π to π.",
        Ulps = 4,
        CSharp = [Form.Of((double y, double x) => Math.Atan2(y, x))],
        DotNet = DotNetRendering.Of((double y, double x) => Math.Atan2(y, x)),
        DuckDb = call => $"atan2({call.All})",
    };

    // An infinite angle is an error in DuckDB, NaN in IEEE 754.
    private static Term OfFinite(DuckDbCall call, string function) => $"CASE WHEN isinf({call[0]}) THEN 'NaN'::DOUBLE ELSE {function}({call[0]}) END";
}
