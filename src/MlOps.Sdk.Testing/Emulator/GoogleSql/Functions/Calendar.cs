namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Days and times in the Gregorian calendar: parts, starts of parts, steps by parts, and the parts between two.</summary>
internal static class Calendar
{
    private static readonly HashSet<string> s_times = ["HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND"];

    private static readonly HashSet<string> s_dates = ["DAYOFWEEK", "DAY", "DAYOFYEAR", "WEEK", "ISOWEEK", "MONTH", "QUARTER", "YEAR", "ISOYEAR"];

    public static bool IsOfTimes(string part) => s_times.Contains(part);

    public static bool IsOfDates(string part) => s_dates.Contains(part) || part.StartsWith("WEEK(", StringComparison.Ordinal);

    public static long Part(DateTime time, string part) => part switch
    {
        "YEAR" => time.Year,
        "QUARTER" => (time.Month + 2) / 3,
        "MONTH" => time.Month,
        "DAY" => time.Day,
        "DAYOFWEEK" => (int)time.DayOfWeek + 1,
        "DAYOFYEAR" => time.DayOfYear,
        "ISOWEEK" => System.Globalization.ISOWeek.GetWeekOfYear(time),
        "ISOYEAR" => System.Globalization.ISOWeek.GetYear(time),
        "HOUR" => time.Hour,
        "MINUTE" => time.Minute,
        "SECOND" => time.Second,
        "MILLISECOND" => time.Millisecond,
        "MICROSECOND" => (time.Ticks % TimeSpan.TicksPerSecond) / TimeSpan.TicksPerMicrosecond,

        // The days before the first such weekday of a year are in week 0.
        _ => (time.DayOfYear - 1 + 7 - (((int)time.DayOfWeek - (int)FirstDay(part) + 7) % 7)) / 7,
    };

    /// <summary>The start of the part that a time lies in.</summary>
    public static DateTime Truncate(DateTime time, string part) => part switch
    {
        "YEAR" => new(time.Year, 1, 1),
        "ISOYEAR" => System.Globalization.ISOWeek.ToDateTime(System.Globalization.ISOWeek.GetYear(time), 1, DayOfWeek.Monday),
        "QUARTER" => new(time.Year, ((time.Month - 1) / 3 * 3) + 1, 1),
        "MONTH" => new(time.Year, time.Month, 1),
        "DAY" => time.Date,
        "HOUR" => Floor(time, TimeSpan.TicksPerHour),
        "MINUTE" => Floor(time, TimeSpan.TicksPerMinute),
        "SECOND" => Floor(time, TimeSpan.TicksPerSecond),
        "MILLISECOND" => Floor(time, TimeSpan.TicksPerMillisecond),
        "MICROSECOND" => time,
        _ => Back(time.Date, ((int)time.DayOfWeek - (int)FirstDay(part) + 7) % 7),
    };

    /// <summary>How many of months, quarters and years.</summary>
    public static DateTime AddMonths(DateTime time, long count, int months)
    {
        Int128 month = (((Int128)time.Year * 12) + time.Month - 1) + ((Int128)count * months);
        if (month < 12 || month >= 120_000)
            throw Beyond(time, count);
        (int year, int of) = ((int)(month / 12), (int)(month % 12) + 1);
        return new DateTime(year, of, Math.Min(time.Day, DateTime.DaysInMonth(year, of))).Add(time.TimeOfDay);
    }

    public static DateTime AddTicks(DateTime time, long count, long ticks)
    {
        Int128 sum = time.Ticks + ((Int128)count * ticks);
        return sum >= 0 && sum <= DateTime.MaxValue.Ticks ? new DateTime((long)sum) : throw Beyond(time, count);
    }

    /// <summary>The boundaries of a part between two times.</summary>
    public static long Boundaries(DateTime later, DateTime earlier, string part) => part switch
    {
        "YEAR" => later.Year - earlier.Year,
        "ISOYEAR" => System.Globalization.ISOWeek.GetYear(later) - System.Globalization.ISOWeek.GetYear(earlier),
        "QUARTER" => ((later.Year - earlier.Year) * 4) + ((later.Month - 1) / 3) - ((earlier.Month - 1) / 3),
        "MONTH" => ((later.Year - earlier.Year) * 12) + later.Month - earlier.Month,
        "DAY" => (later.Date - earlier.Date).Days,
        _ when Ticks(part) is { } ticks => (later.Ticks / ticks) - (earlier.Ticks / ticks),
        _ => Week(later, part) - Week(earlier, part),
    };

    /// <summary>The ticks of a part of fixed length; null for others.</summary>
    public static long? Ticks(string part) => part switch
    {
        "DAY" => TimeSpan.TicksPerDay,
        "HOUR" => TimeSpan.TicksPerHour,
        "MINUTE" => TimeSpan.TicksPerMinute,
        "SECOND" => TimeSpan.TicksPerSecond,
        "MILLISECOND" => TimeSpan.TicksPerMillisecond,
        "MICROSECOND" => TimeSpan.TicksPerMicrosecond,
        _ => null,
    };

    private static SqlFailure Beyond(DateTime time, long count) => new($"Adding {count} to {Texts.Of(time)} is out of range");

    private static DayOfWeek FirstDay(string part) => part switch
    {
        "WEEK" => DayOfWeek.Sunday,
        "ISOWEEK" => DayOfWeek.Monday,
        _ => Enum.Parse<DayOfWeek>(part[5..^1], ignoreCase: true),
    };

    // 1 January of the year 1 was a Monday.
    private static long Week(DateTime time, string part) => ((time.Ticks / TimeSpan.TicksPerDay) + 7 - (((int)FirstDay(part) + 6) % 7)) / 7;

    private static DateTime Floor(DateTime time, long ticks) => new(time.Ticks - (time.Ticks % ticks));

    private static DateTime Back(DateTime day, int days) => day.Ticks >= days * TimeSpan.TicksPerDay
        ? day.AddDays(-days)
        : throw new SqlFailure($"Truncating {Texts.Of(day)} is out of range");
}
