using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Models;

/// <summary>Takes one JSON value apart as the type of its column says.</summary>
internal static class InstanceValue
{
    private const int LongestQuoted = 40;

    /// <summary>What a value of a type is called in errors.</summary>
    public static string NameOf(DataType type) => type switch
    {
        DataType.Boolean => "a Boolean (true or false)",
        DataType.Int64 => "an integer",
        DataType.Double => "a number",
        DataType.String => "a string",
        DataType.Date => "a date such as \"2024-03-31\"",
        _ => "an instant such as \"2024-03-31T17:05:00Z\"",
    };

    /// <summary>An integer; <c>3.0</c> and <c>3e2</c> are integers too.</summary>
    public static bool TryInt64(ref Utf8JsonReader reader, out long value, out bool isOutOfRange)
    {
        isOutOfRange = false;
        value = 0;
        if (reader.TokenType != JsonTokenType.Number)
            return false;
        if (reader.TryGetInt64(out value))
            return true;
        if (reader.TryGetDecimal(out decimal number) && number is >= long.MinValue and <= long.MaxValue)
        {
            value = (long)number;
            return value == number;
        }

        isOutOfRange = true;
        return false;
    }

    /// <summary>A number, or one of the strings <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, for which JSON has no numbers.</summary>
    public static bool TryDouble(ref Utf8JsonReader reader, out double value, out bool isOutOfRange)
    {
        isOutOfRange = false;
        if (reader.TokenType == JsonTokenType.Number)
        {
            isOutOfRange = !reader.TryGetDouble(out value) || !double.IsFinite(value);
            return !isOutOfRange;
        }

        value = 0;
        if (reader.TokenType != JsonTokenType.String)
            return false;
        ReadOnlySpan<byte> text = reader.HasValueSequence ? default : reader.ValueSpan;
        value = text.SequenceEqual("NaN"u8) ? double.NaN
            : text.SequenceEqual("Infinity"u8) ? double.PositiveInfinity
            : text.SequenceEqual("-Infinity"u8) ? double.NegativeInfinity
            : 0;
        return value != 0;
    }

    /// <summary>A day as ISO 8601 writes it: <c>2024-03-31</c>.</summary>
    public static bool TryDate(ref Utf8JsonReader reader, out DateOnly value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.String || reader.HasValueSequence || reader.ValueSpan.Length != "yyyy-MM-dd".Length)
            return false;
        Span<char> text = stackalloc char[reader.ValueSpan.Length];
        return Encoding.UTF8.TryGetChars(reader.ValueSpan, text, out int length)
            && DateOnly.TryParseExact(text[..length], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value);
    }

    /// <summary>An instant as ISO 8601 writes it; without an offset it is UTC. Cut to microseconds.</summary>
    public static bool TryTimestamp(ref Utf8JsonReader reader, out DateTime value)
    {
        value = default;
        try
        {
            if (reader.TokenType != JsonTokenType.String || !reader.TryGetDateTime(out value))
                return false;

            // A local kind says that the text has an offset; converting by the machine's own time zone would lose hours around its clock changes.
            if (value.Kind == DateTimeKind.Local)
            {
                if (!reader.TryGetDateTimeOffset(out DateTimeOffset instant))
                    return false;
                value = instant.UtcDateTime;
            }
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair.
            return false;
        }

        value = new DateTime(value.Ticks - value.Ticks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
        return true;
    }

    /// <summary>The value as errors quote it.</summary>
    public static string Quote(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return "an object";
            case JsonTokenType.StartArray:
                return "an array";
            default:
                string text = Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
                int end = Math.Min(text.Length, LongestQuoted);
                if (end < text.Length && char.IsHighSurrogate(text[end - 1]))
                    end--;
                string shown = end < text.Length ? text[..end] + "…" : text;
                return reader.TokenType == JsonTokenType.String || end < text.Length ? $"'{shown}'" : shown;
        }
    }
}
