using System.Globalization;

namespace MlOps.Sdk.Data.Sources;

/// <summary>Values of ADO.NET as values of the six types.</summary>
internal static class DatabaseValue
{
    /// <summary>The type in which a database's .NET type is stored; null for a binary or unknown one.</summary>
    public static DataType? TypeOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => DataType.Boolean,
        TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 or TypeCode.UInt64 => DataType.Int64,
        TypeCode.Single or TypeCode.Double or TypeCode.Decimal => DataType.Double,
        TypeCode.String or TypeCode.Char => DataType.String,
        TypeCode.DateTime => DataType.Timestamp,
        _ when type == typeof(DateOnly) => DataType.Date,
        _ when type == typeof(DateTimeOffset) => DataType.Timestamp,
        _ when type == typeof(Guid) || type == typeof(TimeOnly) || type == typeof(TimeSpan) => DataType.String,
        _ => null,
    };

    /// <summary>Converts without loss, but for decimals, which become the nearest Double; false if the value can't be of the type.</summary>
    /// <remarks>Texts are read as dates, instants and numbers, because some databases (SQLite) keep these as texts.</remarks>
    public static bool TryConvert(object raw, DataType type, out object? value)
    {
        value = raw is DBNull ? null : type switch
        {
            DataType.Boolean => ToBoolean(raw),
            DataType.Int64 => ToInt64(raw),
            DataType.Double => ToDouble(raw),
            DataType.String => ToText(raw),
            DataType.Date => ToDate(raw),
            _ => ToInstant(raw),
        };
        return raw is DBNull || value is not null;
    }

    private static object? ToBoolean(object raw) => raw switch
    {
        bool boolean => boolean,
        string text => bool.TryParse(text, out bool boolean) ? boolean : null,
        _ => ToInt64(raw) is long integer and (0 or 1) ? integer == 1 : null,
    };

    private static object? ToInt64(object raw) => raw switch
    {
        long or int or short or sbyte or byte or ushort or uint => Convert.ToInt64(raw, CultureInfo.InvariantCulture),
        ulong integer => integer <= long.MaxValue ? (long)integer : null,
        bool boolean => boolean ? 1L : 0L,
        decimal number => number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue ? (long)number : null,
        string text => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long integer) ? integer : null,
        _ => null,
    };

    private static object? ToDouble(object raw) => raw switch
    {
        double or float or decimal or long or int or short or sbyte or byte or ushort or uint or ulong => Convert.ToDouble(raw, CultureInfo.InvariantCulture),
        string text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null,
        _ => null,
    };

    private static string? ToText(object raw) => raw switch
    {
        string text => text,
        byte[] => null,
        DateTime instant => instant.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(raw, CultureInfo.InvariantCulture),
    };

    private static object? ToDate(object raw) => raw switch
    {
        DateOnly date => date,
        DateTime instant => instant.TimeOfDay == TimeSpan.Zero ? DateOnly.FromDateTime(instant) : null,
        string text => DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null,
        _ => null,
    };

    private static object? ToInstant(object raw) => raw switch
    {
        DateTime instant => Microseconds(instant.Kind == DateTimeKind.Local ? instant.ToUniversalTime() : instant),
        DateTimeOffset instant => Microseconds(instant.UtcDateTime),
        DateOnly date => date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
        string text => DateTime.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out DateTime instant)
            ? Microseconds(instant)
            : null,
        _ => null,
    };

    private static object Microseconds(DateTime instant) =>
        new DateTime(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
}
