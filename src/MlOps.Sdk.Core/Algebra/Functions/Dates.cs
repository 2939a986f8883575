using System.Globalization;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Functions of days and instants, in UTC and the Gregorian calendar.</summary>
internal static class Dates
{
    public static IReadOnlyList<Function> All =>
    [
        Year, Month, Day, DayOfWeek, DayOfYear, Hour, Minute, Second, DateOf, StartOfDay, DayNumber, AddDays, AddMonths,
        DaysBetween, HoursBetween, MinutesBetween, SecondsBetween,
    ];

    private static Function Year { get; } = new("year")
    {
        Meaning = "The year, 1 to 9999.",
        CSharp = [Form.Of((DateOnly d) => d.Year), Form.Of((DateTime t) => t.Year)],
        DotNet = DotNetRendering.Of((DateOnly d) => (long)d.Year, (DateTime t) => (long)t.Year),
        DuckDb = call => $"year({call[0]})",
    };

    private static Function Month { get; } = new("month")
    {
        Meaning = "The month, 1 to 12.",
        CSharp = [Form.Of((DateOnly d) => d.Month), Form.Of((DateTime t) => t.Month)],
        DotNet = DotNetRendering.Of((DateOnly d) => (long)d.Month, (DateTime t) => (long)t.Month),
        DuckDb = call => $"month({call[0]})",
    };

    private static Function Day { get; } = new("day")
    {
        Meaning = "The day of the month, 1 to 31.",
        CSharp = [Form.Of((DateOnly d) => d.Day), Form.Of((DateTime t) => t.Day)],
        DotNet = DotNetRendering.Of((DateOnly d) => (long)d.Day, (DateTime t) => (long)t.Day),
        DuckDb = call => $"day({call[0]})",
    };

    private static Function DayOfWeek { get; } = new("day_of_week")
    {
        Meaning = "The day of the week, from Sunday = 0 to Saturday = 6.",
        CSharp = [Form.Of((DateOnly d) => (int)d.DayOfWeek), Form.Of((DateTime t) => (int)t.DayOfWeek)],
        DotNet = DotNetRendering.Of((DateOnly d) => (long)d.DayOfWeek, (DateTime t) => (long)t.DayOfWeek),
        DuckDb = call => $"dayofweek({call[0]})",
    };

    private static Function DayOfYear { get; } = new("day_of_year")
    {
        Meaning = "The day of the year, 1 to 366.",
        CSharp = [Form.Of((DateOnly d) => d.DayOfYear), Form.Of((DateTime t) => t.DayOfYear)],
        DotNet = DotNetRendering.Of((DateOnly d) => (long)d.DayOfYear, (DateTime t) => (long)t.DayOfYear),
        DuckDb = call => $"dayofyear({call[0]})",
    };

    private static Function Hour { get; } = new("hour")
    {
        Meaning = "The hour, 0 to 23.",
        CSharp = [Form.Of((DateTime t) => t.Hour)],
        DotNet = DotNetRendering.Of((DateTime t) => (long)t.Hour),
        DuckDb = call => $"hour({call[0]})",
    };

    private static Function Minute { get; } = new("minute")
    {
        Meaning = "The minute, 0 to 59.",
        CSharp = [Form.Of((DateTime t) => t.Minute)],
        DotNet = DotNetRendering.Of((DateTime t) => (long)t.Minute),
        DuckDb = call => $"minute({call[0]})",
    };

    private static Function Second { get; } = new("second")
    {
        Meaning = "The whole second, 0 to 59.",
        CSharp = [Form.Of((DateTime t) => t.Second)],
        DotNet = DotNetRendering.Of((DateTime t) => (long)t.Second),
        DuckDb = call => $"second({call[0]})",
    };

    private static Function DateOf { get; } = new("date_of")
    {
        Meaning = "The day of an instant, in UTC.",
        CSharp = [Form.Of((DateTime t) => DateOnly.FromDateTime(t))],
        DotNet = DotNetRendering.Of((DateTime t) => DateOnly.FromDateTime(t)),
        DuckDb = call => $"{call.At(0, Level.Atom)}::DATE",
    };

    private static Function StartOfDay { get; } = new("start_of_day")
    {
        Meaning = "The midnight, in UTC, at which the day of an instant begins.",
        CSharp = [Form.Of((DateTime t) => t.Date)],
        DotNet = DotNetRendering.Of((DateTime t) => t.Date),
        DuckDb = call => $"{call.At(0, Level.Atom)}::DATE::TIMESTAMP",
    };

    private static Function DayNumber { get; } = new("day_number")
    {
        Meaning = "The days since 1 January of the year 1; the difference of two is the days between them.",
        CSharp = [Form.Of((DateOnly d) => d.DayNumber)],
        DotNet = DotNetRendering.Of((DateOnly d) => (long)d.DayNumber),
        DuckDb = call => new($"{call.At(0, Level.Sum)} - DATE '0001-01-01'", Level.Sum),
    };

    private static Function AddDays { get; } = new("add_days")
    {
        Meaning = "The day so many days later; an error beyond the years 1 to 9999.",
        CanFail = static _ => true,
        CSharp = [Form.Of((DateOnly d, int days) => d.AddDays(days))],
        DotNet = DotNetRendering.Of((DateOnly d, long days) => Calendar.AddDays(d, days)),
        DuckDb = call => Bounded(
            call,
            call.Arguments[1] is ConstantNode { Value: long days }
                ? Limit(call, days > 0, days is > -3652059 and < 3652059 ? new DateOnly(1, 1, 1).AddDays((int)(days > 0 ? 3652058 - days : -days)) : null)
                : $"{call.At(1, Level.Other)} NOT BETWEEN -3652058 AND 3652058 "
                    + $"OR {call.At(0, Level.Sum)} - DATE '0001-01-01' + {call.At(1, Level.Product)} NOT BETWEEN 0 AND 3652058",
            $"{call.At(0, Level.Sum)} + {(call.Arguments[1] is ConstantNode { Value: long and > -3652059 and < 3652059 } known ? $"({known.Text})" : $"{call.At(1, Level.Atom)}::INTEGER")}"),
    };

    private static Function AddMonths { get; } = new("add_months")
    {
        Meaning = "The same day so many months later, or the month's last day if it has none such; an error beyond the years 1 to 9999.",
        CanFail = static _ => true,
        CSharp = [Form.Of((DateOnly d, int months) => d.AddMonths(months))],
        DotNet = DotNetRendering.Of((DateOnly d, long months) => Calendar.AddMonths(d, months)),
        DuckDb = call => Bounded(
            call,
            $"{call.Plain(1, Level.Other)} NOT BETWEEN -120000 AND 120000 "
                + $"OR year({call[0]}) * 12 + month({call[0]}) - 1 + {call.Plain(1, Level.Product)} NOT BETWEEN 12 AND 119999",
            $"({call.At(0, Level.Sum)} + to_months({call[1]}::INTEGER))::DATE"),
    };

    private static Function DaysBetween { get; } = Between("days", 86_400_000_000, Form.Of((DateTime a, DateTime b) => (a - b).TotalDays));

    private static Function HoursBetween { get; } = Between("hours", 3_600_000_000, Form.Of((DateTime a, DateTime b) => (a - b).TotalHours));

    private static Function MinutesBetween { get; } = Between("minutes", 60_000_000, Form.Of((DateTime a, DateTime b) => (a - b).TotalMinutes));

    private static Function SecondsBetween { get; } = Between("seconds", 1_000_000, Form.Of((DateTime a, DateTime b) => (a - b).TotalSeconds));

    private static Function Between(string unit, double microseconds, Form form) => new($"{unit}_between")
    {
        Meaning = $"The time from the second instant to the first in {unit}, with fractions.",
        CSharp = [form],
        DotNet = DotNetRendering.Of((DateTime a, DateTime b) => Calendar.Microseconds(a, b) / microseconds),
        DuckDb = call => new($"(epoch_us({call[0]}) - epoch_us({call[1]})) / {DuckDbText.Number(microseconds)}", Level.Product),
    };

    private static Sql Bounded(DuckDbCall call, string outside, string value)
    {
        string notNull = call.AndNotNull(0, 1);
        string condition = notNull.Length > 0 && outside.Contains(" OR ", StringComparison.Ordinal) ? $"({outside})" : outside;
        return $"CASE WHEN {condition}{notNull} THEN {DuckDbCall.Error("a day is beyond the years 1 to 9999")} ELSE {value} END";
    }

    private static string Limit(DuckDbCall call, bool later, DateOnly? limit) => limit is { } day
        ? $"{call.At(0, Level.Other)} {(later ? ">" : "<")} DATE '{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'"
        : "true";
}
