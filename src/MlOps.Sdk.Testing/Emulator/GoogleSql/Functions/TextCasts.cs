using System.Globalization;
using System.Text.RegularExpressions;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Texts as the values that CAST and literals make of them.</summary>
internal static partial class TextCasts
{
    public static long ToInt64(string text)
    {
        string trimmed = text.Trim(' ', '\t', '\n', '\v', '\f', '\r');
        bool isNegative = trimmed.StartsWith('-');
        string digits = trimmed.Length > 0 && trimmed[0] is '-' or '+' ? trimmed[1..] : trimmed;
        bool isHex = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && digits.Length > 2;
        bool isWhole = isHex
            ? digits[2..].All(char.IsAsciiHexDigit) & Int128.TryParse("0" + digits[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out Int128 number)
            : (digits.Length > 0 && digits.All(char.IsAsciiDigit)) & Int128.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        number = isNegative ? -number : number;
        return isWhole && number >= long.MinValue && number <= long.MaxValue ? (long)number : throw new SqlFailure($"Bad int64 value: {text}");
    }

    public static double ToDouble(string text)
    {
        string trimmed = text.Trim(' ', '\t', '\n', '\v', '\f', '\r');
        switch (trimmed.TrimStart('+', '-').ToUpperInvariant())
        {
            case "NAN" when trimmed.Length <= 4:
                return double.NaN;
            case "INF" or "INFINITY" when trimmed.Length <= 9:
                return trimmed[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        }

        return NumberPattern().IsMatch(trimmed) && double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw new SqlFailure($"Bad double value: {text}");
    }

    public static bool ToBool(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" => true,
        "FALSE" => false,
        _ => throw new SqlFailure($"Bad bool value: {text}"),
    };

    public static string ToNumeric(string text)
    {
        string trimmed = text.Trim(' ', '\t', '\n', '\v', '\f', '\r');
        return NumberPattern().IsMatch(trimmed) ? trimmed : throw new SqlFailure($"Invalid NUMERIC value: {text}");
    }

    public static DateOnly ToDate(string text) => DatePattern().Match(text) is { Success: true } match && !match.Groups["time"].Success
        ? Day(match, text, "date")
        : throw new SqlFailure($"Invalid date: '{text}'");

    public static DateTime ToDateTime(string text) => DatePattern().Match(text) is { Success: true } match && !match.Groups["zone"].Success
        ? Day(match, text, "datetime").ToDateTime(Time(match, text, "datetime"))
        : throw new SqlFailure($"Invalid datetime string \"{text}\"");

    public static TimeOnly ToTime(string text) => TimePattern().Match(text) is { Success: true } match ? Time(match, text, "time") : throw new SqlFailure($"Invalid time string \"{text}\"");

    /// <summary>An instant in UTC; without a zone the text is in the default zone, which is UTC.</summary>
    public static DateTime ToTimestamp(string text, string defaultZone = "UTC")
    {
        Match match = DatePattern().Match(text);
        if (!match.Success)
            throw Invalid();
        DateTime local = Day(match, text, "timestamp").ToDateTime(Time(match, text, "timestamp"));
        return Zones.ToUtc(local, match.Groups["zone"].Success ? match.Groups["zone"].Value.Trim() : defaultZone) ?? throw Invalid();

        SqlFailure Invalid() => new($"Invalid timestamp: '{text}'");
    }

    private static DateOnly Day(Match match, string text, string what)
    {
        (int year, int month, int day) = (Number(match, "year"), Number(match, "month"), Number(match, "day"));
        return year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : throw new SqlFailure($"Invalid {what}: '{text}'");
    }

    private static TimeOnly Time(Match match, string text, string what)
    {
        if (!match.Groups["hour"].Success)
            return TimeOnly.MinValue;
        (int hour, int minute, int second) = (Number(match, "hour"), Number(match, "minute"), Number(match, "second"));
        if (hour > 23 || minute > 59 || second > 59)
            throw new SqlFailure($"Invalid {what}: '{text}'");
        string fraction = match.Groups["fraction"].Value.PadRight(6, '0');
        return new TimeOnly(hour, minute, second).Add(TimeSpan.FromMicroseconds(int.Parse(fraction, CultureInfo.InvariantCulture)));
    }

    private static int Number(Match match, string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();

    [GeneratedRegex(
        @"^(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})(?<time>[ Tt](?<hour>[0-9]{1,2}):(?<minute>[0-9]{1,2}):(?<second>[0-9]{1,2})(\.(?<fraction>[0-9]{1,6})?)?)?(?<zone>[Zz]|[+-][0-9]{1,2}(:[0-9]{2})?| [A-Za-z+-][A-Za-z0-9_+/:-]*)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex DatePattern();

    [GeneratedRegex(@"^(?<hour>[0-9]{1,2}):(?<minute>[0-9]{1,2}):(?<second>[0-9]{1,2})(\.(?<fraction>[0-9]{1,6}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimePattern();
}
