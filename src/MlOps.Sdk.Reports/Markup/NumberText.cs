using System.Globalization;

namespace MlOps.Sdk.Reports.Markup;

/// <summary>Numbers for people, the same in every culture.</summary>
internal static class NumberText
{
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Count(long? count) => count is { } known ? Count(known) : "–";

    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>A metric: four decimals, so that they stand below each other.</summary>
    public static string Metric(double value) => value switch
    {
        double.NaN => "not defined",
        _ => Math.Abs(value) switch
        {
            < 10 => Signed(value.ToString("0.0000", CultureInfo.InvariantCulture)),
            < 1e6 => Signed(value.ToString("#,0.00", CultureInfo.InvariantCulture)),
            _ => Value(value),
        },
    };

    /// <summary>A difference, always with its sign.</summary>
    public static string Difference(double value) => value > 0 ? $"+{Metric(value)}" : Metric(value);

    /// <summary>Any number: at most four significant digits.</summary>
    public static string Value(double value)
    {
        double size = Math.Abs(value);
        string text = size switch
        {
            0 => "0",
            double.NaN => "not a number",
            double.PositiveInfinity => value > 0 ? "∞" : "−∞",
            < 1e-4 or >= 1e7 => value.ToString("0.###e+0", CultureInfo.InvariantCulture),
            >= 1000 => value.ToString("#,0", CultureInfo.InvariantCulture),
            _ => value.ToString("G4", CultureInfo.InvariantCulture),
        };
        return Signed(text);
    }

    /// <summary>A distance or an association, 0 or −1 to 1.</summary>
    public static string Degree(double value) => double.IsNaN(value) ? "not defined" : Signed(value.ToString("0.000", CultureInfo.InvariantCulture));

    /// <summary>A p-value.</summary>
    public static string Probability(double value) => value < 0.001 ? "< 0.001" : value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A number at an axis, as short as it can be.</summary>
    public static string Tick(double value) => Math.Abs(value) switch
    {
        < 1e-12 => "0",
        < 1e-3 or >= 1e6 => Signed(value.ToString("0.##e+0", CultureInfo.InvariantCulture)),
        >= 1e3 => Signed((value / 1000).ToString("0.###", CultureInfo.InvariantCulture)) + "k",
        _ => Signed(value.ToString("0.####", CultureInfo.InvariantCulture)),
    };

    public static string Percent(double share) => Signed((share * 100).ToString(Math.Abs(share) is > 0 and < 0.1 ? "0.0#" : "0.#", CultureInfo.InvariantCulture) + " %");

    /// <summary>A point in time, to the second, in UTC.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>A point in time for programs.</summary>
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    // A minus is as wide as a digit; a hyphen isn't.
    private static string Signed(string text) => text.StartsWith('-') ? "−" + text[1..] : text;
}
