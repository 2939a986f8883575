namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Trigonometric and hyperbolic functions and their inverses.</summary>
internal static class Trigonometry
{
    public static IReadOnlyList<SqlFunction> All =>
    [
        Of("SIN", Math.Sin), Of("COS", Math.Cos), Of("TAN", Math.Tan),
        Of("ASIN", Math.Asin), Of("ACOS", Math.Acos), Of("ATAN", Math.Atan),
        Of("SINH", Math.Sinh), Of("COSH", Math.Cosh), Of("TANH", Math.Tanh),
        Of("ASINH", Math.Asinh), Of("ACOSH", Math.Acosh), Of("ATANH", Math.Atanh),
        Of("COT", x => 1 / Math.Tan(x)), Of("SEC", x => 1 / Math.Cos(x)), Of("CSC", x => 1 / Math.Sin(x)),
        SqlFunction.Of("ATAN2", Overload.Of("gs_atan2", (double y, double x) => Math.Atan2(y, x))),
    ];

    // The sine of an infinity is NaN; what else has no value is an error.
    private static SqlFunction Of(string name, Func<double, double> function) =>
        SqlFunction.Of(name, Overload.Of($"gs_{name.ToLowerInvariant()}", (double x) => Powers.Finite(name, function(x), x)));
}
