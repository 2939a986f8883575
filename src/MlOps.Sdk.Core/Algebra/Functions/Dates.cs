using System.Globalization;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Functions of days and instants, in UTC and the Gregorian calendar.</summary>
internal static class Dates
{
    private const int LastDay = 3_652_058;
    private const string BeyondYears = "a day is beyond the years 1 to 9999";

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
        DuckDb = call => call.Arguments[1] is ConstantNode { Value: long and > -LastDay and < LastDay and var days }
            ? $"CASE WHEN {call.At(0, Level.Other)} {Limit(days)} THEN {DuckDbCall.Error(BeyondYears)} ELSE {call.At(0, Level.Sum)} {Signed(days)} END"
            : call.Checked(
                BeyondYears,
                $"{call.At(0, Level.Sum)} + {call.At(1, Level.Atom)}::INTEGER",
                $"{call.At(1, Level.Other)} NOT BETWEEN -{LastDay} AND {LastDay}",
                $"{call.At(0, Level.Sum)} - DATE '0001-01-01' + {call.At(1, Level.Product)} NOT BETWEEN 0 AND {LastDay}"),
    };

    private static Function AddMonths { get; } = new("add_months")
    {
        Meaning = "The same day so many months later, or the month's last day if it has none such; an error beyond the years 1 to 9999.",
        CanFail = static _ => true,
        CSharp = [Form.Of((DateOnly d, int months) => d.AddMonths(months))],
        DotNet = DotNetRendering.Of((DateOnly d, long months) => Calendar.AddMonths(d, months)),
        DuckDb = call => call.Checked(
            BeyondYears,
            $"({call.At(0, Level.Sum)} + to_months({call.At(1, Level.Atom)}::INTEGER))::DATE",
            $"{call.At(1, Level.Other)} NOT BETWEEN -120000 AND 120000",
            $"year({call[0]}) * 12 + month({call[0]}) - 1 + {call.At(1, Level.Product)} NOT BETWEEN 12 AND 119999"),
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

    private static string Limit(long days)
    {
        DateOnly limit = DateOnly.FromDayNumber((int)(days > 0 ? LastDay - days : -days));
        return $"{(days > 0 ? ">" : "<")} DATE '{limit.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'";
    }

    private static string Signed(long days) => days < 0 ? $"- {-days}" : $"+ {days}";
}
