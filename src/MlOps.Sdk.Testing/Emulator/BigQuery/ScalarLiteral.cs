using System.Globalization;
using System.Text.RegularExpressions;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>A scalar that came as text, as a literal of DuckDB.</summary>
internal static partial class ScalarLiteral
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>The literal; null if the text isn't one of the type.</summary>
    public static string? Of(string type, string text) => type switch
    {
        "STRING" => DuckText.Literal(text),
        "INT64" => long.TryParse(text, NumberStyles.AllowLeadingSign, Invariant, out long whole) ? $"CAST('{whole.ToString(Invariant)}' AS BIGINT)" : null,
        "FLOAT64" => Double(text) is { } number ? $"CAST('{DoubleText(number)}' AS DOUBLE)" : null,
        "BOOL" => text.ToUpperInvariant() switch { "TRUE" or "T" or "1" => "true", "FALSE" or "F" or "0" => "false", _ => null },
        "NUMERIC" => decimal.TryParse(text, NumberStyles.Float, Invariant, out decimal exact) ? $"CAST('{exact.ToString(Invariant)}' AS DECIMAL(38, 9))" : null,
        "BYTES" => Base64Pattern().IsMatch(text) ? $"from_base64('{text}')" : null,
        "DATE" => DateOnly.TryParseExact(text, "yyyy-M-d", Invariant, DateTimeStyles.None, out DateOnly date) ? $"DATE '{date.ToString("yyyy-MM-dd", Invariant)}'" : null,
        "TIME" => TimeOnly.TryParse(text, Invariant, out TimeOnly time) ? $"TIME '{time.ToString("HH:mm:ss.ffffff", Invariant)}'" : null,
        "DATETIME" => LocalPattern().IsMatch(text) && DateTime.TryParse(text, Invariant, DateTimeStyles.None, out DateTime local) ? Instant(local) : null,
        "TIMESTAMP" => Timestamp(text) is { } instant ? Instant(instant) : null,
        _ => null,
    };

    private static double? Double(string text) => text.ToUpperInvariant() switch
    {
        "NAN" => double.NaN,
        "INF" or "+INF" or "INFINITY" or "+INFINITY" => double.PositiveInfinity,
        "-INF" or "-INFINITY" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, Invariant, out double number) && double.IsFinite(number) ? number : null,
    };

    private static string DoubleText(double number) =>
        double.IsNaN(number) ? "nan" : double.IsInfinity(number) ? (number > 0 ? "inf" : "-inf") : number.ToString("R", Invariant);

    // Seconds since 1970, or date and time with a zone or without, which means UTC; six digits of a second at most.
    private static DateTime? Timestamp(string text)
    {
        if (double.TryParse(text, NumberStyles.Float, Invariant, out double seconds))
            return DateTime.UnixEpoch.AddTicks((long)Math.Round(seconds * 1e6) * TimeSpan.TicksPerMicrosecond);
        string zoned = text.EndsWith(" UTC", StringComparison.Ordinal) ? text[..^4] + "Z" : text;
        return InstantPattern().IsMatch(zoned) && DateTimeOffset.TryParse(zoned, Invariant, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant)
            ? instant.UtcDateTime
            : null;
    }

    private static string Instant(DateTime time) => $"TIMESTAMP '{time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", Invariant)}'";

    [GeneratedRegex("^[A-Za-z0-9+/]*={0,2}$")]
    private static partial Regex Base64Pattern();

    [GeneratedRegex(@"^\d{4}-\d{1,2}-\d{1,2}([T ]\d{1,2}:\d{1,2}(:\d{1,2}(\.\d{1,6})?)?)?$")]
    private static partial Regex LocalPattern();

    [GeneratedRegex(@"^\d{4}-\d{1,2}-\d{1,2}([Tt ]\d{1,2}:\d{1,2}(:\d{1,2}(\.\d{1,6})?)?\s?([Zz]|[+-]\d{1,2}(:\d{2})?)?)?$")]
    private static partial Regex InstantPattern();
}
