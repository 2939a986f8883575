using static MlOps.Sdk.Testing.Emulator.GoogleSql.GoogleSqlType;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Roots, powers, logarithms, and what tells numbers from what isn't one. What has no real value, or a value beyond Float64, is an error.</summary>
internal static class Powers
{
    public static IReadOnlyList<SqlFunction> All =>
    [
        SqlFunction.Of("IS_NAN", Overload.Native("isnan({0})", Bool, Float64)),
        SqlFunction.Of("IS_INF", Overload.Native("isinf({0})", Bool, Float64)),
        SqlFunction.Of("SQRT", Overload.Of("gs_sqrt", (double x) => x < 0 ? throw Failed("SQRT", x) : Math.Sqrt(x))),
        SqlFunction.Of("CBRT", Overload.Of("gs_cbrt", (double x) => Math.Cbrt(x))),
        SqlFunction.Of("POW", Power),
        SqlFunction.Of("POWER", Power),
        SqlFunction.Of("EXP", Overload.Of("gs_exp", (double x) => Finite("EXP", Math.Exp(x), x))),
        SqlFunction.Of("LN", Natural),
        SqlFunction.Of("LOG", Natural, Overload.Of("gs_log_base", (double x, double y) => LogBase(x, y))),
        SqlFunction.Of("LOG10", Overload.Of("gs_log10", (double x) => x <= 0 ? throw Failed("LOG10", x) : Math.Log10(x))),
    ];

    private static Overload Natural { get; } = Overload.Of("gs_ln", (double x) => x <= 0 ? throw Failed("LN", x) : Math.Log(x));

    private static Overload Power { get; } = Overload.Of("gs_pow", (double x, double y) => Raised(x, y));

    public static SqlFailure Failed(string function, params IReadOnlyList<double> arguments) =>
        new($"Floating point error in function: {function}({string.Join(", ", arguments.Select(Texts.Of))})");

    /// <summary>A result that is an infinity or NaN only if an argument is.</summary>
    public static double Finite(string function, double result, params IReadOnlyList<double> arguments) =>
        double.IsFinite(result) || !arguments.All(double.IsFinite) ? result : throw Failed(function, arguments);

    private static double Raised(double x, double y) => Finite("POW", Math.Pow(x, y), x, y);

    private static double LogBase(double x, double y)
    {
        if (x <= 0 || y <= 0 || y == 1)
            throw Failed("LOG", x, y);
        return double.IsInfinity(y) ? (double.IsInfinity(x) ? double.NaN : double.NaN) : Math.Log(x) / Math.Log(y);
    }
}
