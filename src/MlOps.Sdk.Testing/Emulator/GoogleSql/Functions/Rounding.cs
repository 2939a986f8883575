using System.Globalization;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Functions that make numbers whole or shorter; halves go away from zero.</summary>
internal static class Rounding
{
    public static IReadOnlyList<SqlFunction> All =>
    [
        SqlFunction.Of("ROUND", Overload.Of("gs_round", (double x) => Math.Round(x, MidpointRounding.AwayFromZero)), Overload.Of("gs_round_digits", (double x, long digits) => Round(x, digits))),
        SqlFunction.Of("TRUNC", Overload.Of("gs_trunc", (double x) => Math.Truncate(x)), Overload.Of("gs_trunc_digits", (double x, long digits) => Cut(x, digits))),
        SqlFunction.Of("CEIL", Ceiling),
        SqlFunction.Of("CEILING", Ceiling),
        SqlFunction.Of("FLOOR", Overload.Of("gs_floor", (double x) => Math.Floor(x))),
    ];

    private static Overload Ceiling { get; } = Overload.Of("gs_ceil", (double x) => Math.Ceiling(x));

    private static double Round(double x, long digits) => AtDigits(x, digits, MidpointRounding.AwayFromZero);

    private static double Cut(double x, long digits) => AtDigits(x, digits, MidpointRounding.ToZero);

    // By the decimal digits that a double is written with: ROUND(1.235, 2) is 1.24, though the double is a little less than 1.235.
    private static double AtDigits(double x, long digits, MidpointRounding mode)
    {
        if (!double.IsFinite(x) || x == 0 || digits > 330)
            return x;
        if (digits < -330)
            return x < 0 ? -0.0 : 0;
        if (Math.Abs(x) < 1e28 && decimal.TryParse(x.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact) && digits is >= 0 and <= 28)
            return Signed((double)decimal.Round(exact, (int)digits, mode), x);
        double power = Math.Pow(10, Math.Abs(digits));
        double rounded = digits >= 0 ? Math.Round(x * power, mode) / power : Math.Round(x / power, mode) * power;
        return double.IsFinite(rounded) ? Signed(rounded, x) : digits >= 0 ? x : throw Powers.Failed("ROUND", x, digits);
    }

    private static double Signed(double rounded, double x) => rounded == 0 && double.IsNegative(x) ? -0.0 : rounded;
}
