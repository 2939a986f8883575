using System.Globalization;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Time zones: offsets such as +02:00, and names such as Europe/Vienna.</summary>
internal static class Zones
{
    /// <summary>A local time in UTC; null if there is no such zone, or beyond the years 1 to 9999.</summary>
    public static DateTime? ToUtc(DateTime local, string zone) => Find(zone) is { } found ? Add(local, -found.GetUtcOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified))) : null;

    /// <summary>An instant as the local time of a zone.</summary>
    public static DateTime ToLocal(DateTime instant, string zone)
    {
        TimeZoneInfo found = Find(zone) ?? throw new SqlFailure($"Invalid time zone: {zone}");
        return Add(instant, found.GetUtcOffset(DateTime.SpecifyKind(instant, DateTimeKind.Utc))) ?? throw new SqlFailure("Timestamp is out of range");
    }

    public static DateTime FromLocal(DateTime local, string zone) =>
        Find(zone) is null ? throw new SqlFailure($"Invalid time zone: {zone}") : ToUtc(local, zone) ?? throw new SqlFailure("Timestamp is out of range");

    public static TimeSpan Offset(DateTime instant, string zone) => ToLocal(instant, zone) - instant;

    private static DateTime? Add(DateTime time, TimeSpan span)
    {
        long ticks = time.Ticks + span.Ticks;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks) : null;
    }

    private static TimeZoneInfo? Find(string zone)
    {
        if (zone is "UTC" or "Z" or "z")
            return TimeZoneInfo.Utc;
        if (zone.Length > 1 && zone[0] is '+' or '-')
        {
            string[] parts = zone[1..].Split(':');
            bool isOffset = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int hours) && parts.Length <= 2;
            int minutes = 0;
            isOffset = isOffset && (parts.Length == 1 || int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out minutes));
            return isOffset && hours <= 14 && minutes < 60
                ? TimeZoneInfo.CreateCustomTimeZone(zone, (zone[0] == '-' ? -1 : 1) * new TimeSpan(hours, minutes, 0), zone, zone)
                : null;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? found) ? found : null;
    }
}
