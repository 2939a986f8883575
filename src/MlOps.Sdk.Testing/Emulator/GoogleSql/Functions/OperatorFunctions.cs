using System.Globalization;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>What operators become that DuckDB's don't mean the same as.</summary>
internal static class OperatorFunctions
{
    public static IReadOnlyList<ScalarFunction> All =>
    [
        Add, Subtract, Multiply, Divide,
        ScalarFunction.Of("gs_equal", (double x, double y) => x == y),
        ScalarFunction.Of("gs_unequal", (double x, double y) => x != y),
        ScalarFunction.Of("gs_less", (double x, double y) => x < y),
        ScalarFunction.Of("gs_less_or_equal", (double x, double y) => x <= y),
        ScalarFunction.Of("gs_greater", (double x, double y) => x > y),
        ScalarFunction.Of("gs_greater_or_equal", (double x, double y) => x >= y),
        ScalarFunction.Of("gs_shift_left", (long x, long by) => by < 0 ? throw Negative(by, "<<") : by > 63 ? 0 : x << (int)by),
        ScalarFunction.Of("gs_shift_right", (long x, long by) => by < 0 ? throw Negative(by, ">>") : by > 63 ? 0 : (long)((ulong)x >> (int)by)),
        ScalarFunction.Of("gs_element_position", (long position, long length) =>
            position >= 1 && position <= length ? position : throw new SqlFailure($"Array index {position - 1} is out of bounds")),
    ];

    public static ScalarFunction Add { get; } = ScalarFunction.Of("gs_add", (double x, double y) => Finite(x + y, x, y, "+"));

    public static ScalarFunction Subtract { get; } = ScalarFunction.Of("gs_subtract", (double x, double y) => Finite(x - y, x, y, "-"));

    public static ScalarFunction Multiply { get; } = ScalarFunction.Of("gs_multiply", (double x, double y) => Finite(x * y, x, y, "*"));

    public static ScalarFunction Divide { get; } = ScalarFunction.Of(
        "gs_divide", (double x, double y) => y == 0 ? throw new SqlFailure($"division by zero: {Text(x)} / {Text(y)}") : Finite(x / y, x, y, "/"));

    // Only infinities make infinities.
    private static double Finite(double result, double x, double y, string symbol) => double.IsFinite(result) || !double.IsFinite(x) || !double.IsFinite(y)
        ? result
        : throw new SqlFailure($"double overflow: {Text(x)} {symbol} {Text(y)}");

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static SqlFailure Negative(long by, string symbol) => new($"Bitwise shift by negative offset {by} in {symbol}");
}
