using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>The time between two instants, and from midnight to an instant.</summary>
/// <remarks>It is counted in whole microseconds, exactly, and then divided.</remarks>
internal static class DateDifferences
{
    public static IReadOnlyList<Function> All =>
    [
        DaysBetween, HoursBetween, MinutesBetween, SecondsBetween, MillisecondsBetween, WholeDaysBetween,
        HoursOfDay, MinutesOfDay, SecondsOfDay, MillisecondsOfDay,
    ];

    private static Function DaysBetween { get; } = Between("days", 86_400_000_000, Form.Of((DateTime a, DateTime b) => (a - b).TotalDays));

    private static Function HoursBetween { get; } = Between("hours", 3_600_000_000, Form.Of((DateTime a, DateTime b) => (a - b).TotalHours));

    private static Function MinutesBetween { get; } = Between("minutes", 60_000_000, Form.Of((DateTime a, DateTime b) => (a - b).TotalMinutes));

    private static Function SecondsBetween { get; } = Between("seconds", 1_000_000, Form.Of((DateTime a, DateTime b) => (a - b).TotalSeconds));

    private static Function MillisecondsBetween { get; } = Between("milliseconds", 1_000, Form.Of((DateTime a, DateTime b) => (a - b).TotalMilliseconds));

    private static Function WholeDaysBetween { get; } = new("whole_days_between")
    {
        Meaning = "The whole times 24 hours from the second instant to the first, cut off towards zero.",
        CSharp = [Form.Of((DateTime a, DateTime b) => (a - b).Days)],
        DotNet = DotNetRendering.Of((DateTime a, DateTime b) => (long)(a - b).Days),
        DuckDb = call => $"date_sub('day', {call[1]}, {call[0]})",
        GoogleSql = call => $"TIMESTAMP_DIFF({call.All}, DAY)",
        Python = call => $"whole_days({call.At(0, Level.Sum)} - {call.At(1, Level.Product)})",
    };

    private static Function HoursOfDay { get; } = OfDay("hours", 3_600_000_000, Form.Of((DateTime t) => t.TimeOfDay.TotalHours));

    private static Function MinutesOfDay { get; } = OfDay("minutes", 60_000_000, Form.Of((DateTime t) => t.TimeOfDay.TotalMinutes));

    private static Function SecondsOfDay { get; } = OfDay("seconds", 1_000_000, Form.Of((DateTime t) => t.TimeOfDay.TotalSeconds));

    private static Function MillisecondsOfDay { get; } = OfDay("milliseconds", 1_000, Form.Of((DateTime t) => t.TimeOfDay.TotalMilliseconds));

    private static Function Between(string unit, double microseconds, Form form) => new($"{unit}_between")
    {
        Meaning = $"The time from the second instant to the first in {unit}, with fractions.",
        CSharp = [form],
        DotNet = DotNetRendering.Of((DateTime a, DateTime b) => Calendar.Microseconds(a, b) / microseconds),
        DuckDb = call => new($"(epoch_us({call[0]}) - epoch_us({call[1]})) / {DuckDbText.Number(microseconds)}", Level.Product),
        GoogleSql = call => new($"TIMESTAMP_DIFF({call.All}, MICROSECOND) / {GoogleSqlText.Number(microseconds)}", Level.Product),
        Python = call => new($"in_microseconds({call.At(0, Level.Sum)} - {call.At(1, Level.Product)}) / {PythonText.Number(microseconds)}", Level.Product),
    };

    private static Function OfDay(string unit, double microseconds, Form form) => new($"{unit}_of_day")
    {
        Meaning = $"The time since midnight, in UTC, in {unit}, with fractions.",
        CSharp = [form],
        DotNet = DotNetRendering.Of((DateTime t) => Calendar.Microseconds(t, t.Date) / microseconds),

        // Counted from the year 1, so that nothing is negative.
        DuckDb = call => new($"(epoch_us({call[0]}) + 62135596800000000) % 86400000000 / {DuckDbText.Number(microseconds)}", Level.Product),
        GoogleSql = call => new($"MOD(UNIX_MICROS({call[0]}) + 62135596800000000, 86400000000) / {GoogleSqlText.Number(microseconds)}", Level.Product),
        Python = call => new($"microseconds_of_day({call[0]}) / {PythonText.Number(microseconds)}", Level.Product),
    };
}
