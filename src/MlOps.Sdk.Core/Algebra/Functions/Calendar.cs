namespace MlOps.Sdk.Algebra.Functions;

/// <summary>What the date functions do in .NET, and the ends of the calendar.</summary>
internal static class Calendar
{
    public const int LastDay = 3_652_058;
    public const long FirstMicrosecond = -62_135_596_800_000_000;
    public const long LastMicrosecond = 253_402_300_799_999_999;
    public const long MostMicroseconds = LastMicrosecond - FirstMicrosecond;
    public const string BeyondYears = "a day is beyond the years 1 to 9999";
    public const string InstantBeyondYears = "an instant is beyond the years 1 to 9999";

    public static DateOnly AddDays(DateOnly date, long days) => days is >= -LastDay and <= LastDay && date.DayNumber + days is >= 0 and <= LastDay
        ? date.AddDays((int)days)
        : throw OutOfRange(date, days, "days");

    public static DateOnly AddMonths(DateOnly date, long months) =>
        months is >= -120000 and <= 120000 && (date.Year * 12) + date.Month - 1 + months is >= 12 and <= 119999
            ? date.AddMonths((int)months)
            : throw OutOfRange(date, months, "months");

    public static DateOnly AddYears(DateOnly date, long years) => years is >= -9999 and <= 9999 && date.Year + years is >= 1 and <= 9999
        ? date.AddYears((int)years)
        : throw OutOfRange(date, years, "years");

    public static DateTime AddMonths(DateTime instant, long months) => At(AddMonths(DateOnly.FromDateTime(instant), months), instant.TimeOfDay);

    public static DateTime AddYears(DateTime instant, long years) => At(AddYears(DateOnly.FromDateTime(instant), years), instant.TimeOfDay);

    public static DateTime AddMicroseconds(DateTime instant, long count, long microseconds) =>
        count >= -MostMicroseconds / microseconds && count <= MostMicroseconds / microseconds
            ? AddMicroseconds(instant, count * microseconds)
            : throw OutOfRange(instant);

    public static DateTime AddMicroseconds(DateTime instant, double count, long microseconds)
    {
        double span = Math.Round(count * microseconds, MidpointRounding.AwayFromZero);
        return Math.Abs(span) < 1e18 ? AddMicroseconds(instant, (long)span) : throw OutOfRange(instant);
    }

    public static DateOnly Date(long year, long month, long day) => IsDay(year, month, day)
        ? new DateOnly((int)year, (int)month, (int)day)
        : throw new EvaluationException($"There is no day {year}-{month}-{day}; the years are 1 to 9999.");

    public static DateTime Instant(long year, long month, long day, long hour, long minute, long second) =>
        IsDay(year, month, day) && hour is >= 0 and <= 23 && minute is >= 0 and <= 59 && second is >= 0 and <= 59
            ? new DateTime((int)year, (int)month, (int)day, (int)hour, (int)minute, (int)second, DateTimeKind.Utc)
            : throw new EvaluationException($"There is no instant {year}-{month}-{day} {hour}:{minute}:{second}; the years are 1 to 9999.");

    public static double Microseconds(DateTime later, DateTime earlier) => (later.Ticks - earlier.Ticks) / TimeSpan.TicksPerMicrosecond;

    private static bool IsDay(long year, long month, long day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth((int)year, (int)month);

    private static DateTime At(DateOnly date, TimeSpan time) => date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) + time;

    private static DateTime AddMicroseconds(DateTime instant, long microseconds)
    {
        long ticks = instant.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond);
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks, DateTimeKind.Utc) : throw OutOfRange(instant);
    }

    private static EvaluationException OutOfRange(DateOnly date, long count, string unit) =>
        new($"{date:yyyy-MM-dd} plus {count} {unit} is beyond the years 1 to 9999.");

    private static EvaluationException OutOfRange(DateTime instant) =>
        new($"{instant:yyyy-MM-dd HH:mm:ss.ffffff} plus a span is beyond the years 1 to 9999.");
}
