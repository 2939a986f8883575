using System.Globalization;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>What the parsing functions do in .NET.</summary>
internal static class TextReading
{
    public static double Double(string text) => DoubleOrNull(text) ?? throw Malformed(text, "a number");

    public static long Int64(string text) => Int64OrNull(text) ?? throw Malformed(text, "a whole number");

    public static bool Boolean(string text) => BooleanOrNull(text) ?? throw Malformed(text, "true or false");

    public static DateOnly Date(string text, string pattern) => DateOrNull(text, pattern) ?? throw Malformed(text, $"a day in the pattern {pattern}");

    public static DateTime Timestamp(string text, string pattern) => TimestampOrNull(text, pattern) ?? throw Malformed(text, $"an instant in the pattern {pattern}");

    public static double? DoubleOrNull(string? text)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim(Text.WhiteSpace);
        if (trimmed.ContainsAnyExceptInRange('\x01', '\x7F'))
            return null;
        return double.TryParse(
            trimmed, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double number)
                ? number
                : Named(trimmed);
    }

    // .NET takes NULs at the end.
    public static long? Int64OrNull(string? text) =>
        long.TryParse(text.AsSpan().Trim(Text.WhiteSpace), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            && !text!.Contains('\0', StringComparison.Ordinal)
                ? number
                : null;

    public static bool? BooleanOrNull(string? text)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim(Text.WhiteSpace);
        if (trimmed.Equals("true", StringComparison.OrdinalIgnoreCase))
            return true;
        return trimmed.Equals("false", StringComparison.OrdinalIgnoreCase) ? false : null;
    }

    public static DateOnly? DateOrNull(string? text, string pattern)
    {
        Span<int> parts = stackalloc int[6];
        return text is not null && DatePattern.Parse(pattern).TryRead(text, parts) && IsDay(parts) ? new(parts[0], parts[1], parts[2]) : null;
    }

    public static DateTime? TimestampOrNull(string? text, string pattern)
    {
        Span<int> parts = stackalloc int[6];
        return text is not null && DatePattern.Parse(pattern).TryRead(text, parts) && IsDay(parts) && parts[3] < 24 && parts[4] < 60 && parts[5] < 60
            ? new(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], DateTimeKind.Utc)
            : null;
    }

    private static double? Named(ReadOnlySpan<char> text)
    {
        bool negative = text is ['-', ..];
        ReadOnlySpan<char> name = negative || text is ['+', ..] ? text[1..] : text;
        if (name.Equals("inf", StringComparison.OrdinalIgnoreCase))
            return negative ? double.NegativeInfinity : double.PositiveInfinity;
        return null;
    }

    private static bool IsDay(ReadOnlySpan<int> parts) =>
        parts[0] is >= 1 and <= 9999 && parts[1] is >= 1 and <= 12 && parts[2] >= 1 && parts[2] <= DateTime.DaysInMonth(parts[0], parts[1]);

    private static EvaluationException Malformed(string text, string what) => new($"'{text}' is not {what}.");
}
