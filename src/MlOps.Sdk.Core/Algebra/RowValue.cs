using System.Globalization;

namespace MlOps.Sdk.Algebra;

/// <summary>Brings .NET values to the six types in which values are stored.</summary>
internal static class RowValue
{
    public static object? Normalize(object? value) => value switch
    {
        null or bool or long or double or string or DateOnly => value,
        DateTime instant => Normalize(instant),
        float number => (double)number,
        sbyte or byte or short or ushort or int or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A value can't be of type {value.GetType()}.", nameof(value)),
    };

    // An instant without a kind counts as UTC. Microseconds are what Parquet and the engines hold.
    public static DateTime Normalize(DateTime instant)
    {
        DateTime utc = instant.Kind == DateTimeKind.Local ? instant.ToUniversalTime() : DateTime.SpecifyKind(instant, DateTimeKind.Utc);
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
