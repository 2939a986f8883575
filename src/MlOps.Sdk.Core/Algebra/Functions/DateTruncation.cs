using System.Globalization;
using System.Linq.Expressions;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>The beginnings of the years, quarters, months, weeks … in which days and instants lie.</summary>
/// <remarks>The C# forms build a day of another's parts; what is built otherwise is <see cref="DateConstruction"/>'s.</remarks>
internal static class DateTruncation
{
    public static IReadOnlyList<Function> All => [StartOfYear, StartOfQuarter, StartOfMonth, StartOfWeek, StartOfDay, StartOfHour, StartOfMinute, StartOfSecond];

    private static Function StartOfYear { get; } = DaysAndInstants(
        "year",
        "The first day, or its midnight, of the year.",
        [
            Form.Of((DateOnly d) => new DateOnly(d.Year, 1, 1)),
            Form.Of((DateTime t) => new DateTime(t.Year, 1, 1)),
            Form.Of((DateTime t) => new DateTime(t.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc)),
        ],
        d => new DateOnly(d.Year, 1, 1),
        day => $"{day}.replace(month=1, day=1)");

    private static Function StartOfQuarter { get; } = DaysAndInstants(
        "quarter",
        "The first day, or its midnight, of the quarter.",
        [
            Form.Of((DateOnly d) => new DateOnly(d.Year, ((d.Month - 1) / 3 * 3) + 1, 1)),
            Form.Of((DateTime t) => new DateTime(t.Year, ((t.Month - 1) / 3 * 3) + 1, 1)),
            Form.Of((DateTime t) => new DateTime(t.Year, ((t.Month - 1) / 3 * 3) + 1, 1, 0, 0, 0, DateTimeKind.Utc)),
        ],
        d => new DateOnly(d.Year, ((d.Month - 1) / 3 * 3) + 1, 1),
        day => $"start_of_quarter({day})");

    private static Function StartOfMonth { get; } = DaysAndInstants(
        "month",
        "The first day, or its midnight, of the month.",
        [
            Form.Of((DateOnly d) => new DateOnly(d.Year, d.Month, 1)),
            Form.Of((DateTime t) => new DateTime(t.Year, t.Month, 1)),
            Form.Of((DateTime t) => new DateTime(t.Year, t.Month, 1, 0, 0, 0, DateTimeKind.Utc)),
        ],
        d => new DateOnly(d.Year, d.Month, 1),
        day => $"{day}.replace(day=1)");

    private static Function StartOfWeek { get; } = DaysAndInstants(
        "week",
        "The Monday, or its midnight, with which the week begins.",
        [
            Form.Of((DateOnly d) => d.AddDays(-(((int)d.DayOfWeek + 6) % 7))),
            Form.Of((DateTime t) => t.Date.AddDays(-(((int)t.DayOfWeek + 6) % 7))),
            Form.Of((DateOnly d) => ISOWeek.ToDateOnly(ISOWeek.GetYear(d), ISOWeek.GetWeekOfYear(d), DayOfWeek.Monday)),
            Form.Of((DateTime t) => ISOWeek.ToDateTime(ISOWeek.GetYear(t), ISOWeek.GetWeekOfYear(t), DayOfWeek.Monday)),
        ],
        d => d.AddDays(-(((int)d.DayOfWeek + 6) % 7)),
        day => $"start_of_week({day})");

    private static Function StartOfDay { get; } = Instants(
        "day",
        "The midnight, in UTC, at which the day of an instant begins.",
        [
            Form.Of((DateTime t) => t.Date),
            Form.Of((DateTime t) => new DateTime(t.Year, t.Month, t.Day)),
            Form.Of((DateTime t) => new DateTime(t.Year, t.Month, t.Day, 0, 0, 0)),
            Form.Of((DateTime t) => new DateTime(t.Year, t.Month, t.Day, 0, 0, 0, DateTimeKind.Utc)),
        ],
        TimeSpan.TicksPerDay,
        instant => $"midnight({instant})");

    private static Function StartOfHour { get; } = Instants(
        "hour",
        "The instant at which the hour begins.",
        [
            Form.Of((DateTime t) => new DateTime(t.Year, t.Month, t.Day, t.Hour, 0, 0)),
            Form.Of((DateTime t) => new DateTime(t.Year, t.Month, t.Day, t.Hour, 0, 0, DateTimeKind.Utc)),
        ],
        TimeSpan.TicksPerHour,
        instant => $"{instant.At(Level.Atom)}.replace(minute=0, second=0, microsecond=0)");

    private static Function StartOfMinute { get; } = Instants(
        "minute",
        "The instant at which the minute begins.",
        [
            Form.Of((DateTime t) => new DateTime(t.Year, t.Month, t.Day, t.Hour, t.Minute, 0)),
            Form.Of((DateTime t) => new DateTime(t.Year, t.Month, t.Day, t.Hour, t.Minute, 0, DateTimeKind.Utc)),
        ],
        TimeSpan.TicksPerMinute,
        instant => $"{instant.At(Level.Atom)}.replace(second=0, microsecond=0)");

    private static Function StartOfSecond { get; } = Instants(
        "second",
        "The instant at which the second begins.",
        [
            Form.Of((DateTime t) => new DateTime(t.Year, t.Month, t.Day, t.Hour, t.Minute, t.Second)),
            Form.Of((DateTime t) => new DateTime(t.Year, t.Month, t.Day, t.Hour, t.Minute, t.Second, DateTimeKind.Utc)),
        ],
        TimeSpan.TicksPerSecond,
        instant => $"{instant.At(Level.Atom)}.replace(microsecond=0)");

    private static Function DaysAndInstants(string unit, string meaning, Form[] forms, Expression<Func<DateOnly, DateOnly>> start, Func<string, Term> python) =>
        new($"start_of_{unit}")
        {
            Meaning = meaning,
            CSharp = forms,
            DotNet = DotNetRendering.Of(start, OfInstant(start)),
            DuckDb = call => $"date_trunc('{unit}', {call[0]}){(call.Node.Type == DataType.Date ? "::DATE" : "")}",
            GoogleSql = call => call.Node.Type == DataType.Date ? $"DATE_TRUNC({call[0]}, {GoogleSqlUnit(unit)})" : Truncated(call, unit),
            Python = call => python(call.Node.Type == DataType.Date ? call.At(0, Level.Atom) : $"midnight({call[0]})"),
        };

    private static Function Instants(string unit, string meaning, Form[] forms, long ticks, Func<Term, Term> python) => new($"start_of_{unit}")
    {
        Meaning = meaning,
        CSharp = forms,
        DotNet = DotNetRendering.Of((DateTime t) => new DateTime(t.Ticks - (t.Ticks % ticks), DateTimeKind.Utc)),
        DuckDb = call => $"date_trunc('{unit}', {call[0]})",
        GoogleSql = call => Truncated(call, unit),
        Python = call => python(call.At(0, Level.Atom)),
    };

    private static Expression<Func<DateTime, DateTime>> OfInstant(Expression<Func<DateOnly, DateOnly>> start)
    {
        Func<DateOnly, DateOnly> compiled = start.Compile();
        return t => compiled(DateOnly.FromDateTime(t)).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
    }

    private static string Truncated(GoogleSqlCall call, string unit) => $"TIMESTAMP_TRUNC({call[0]}, {GoogleSqlUnit(unit)}, 'UTC')";

    // GoogleSQL's WEEK begins on Sunday.
    private static string GoogleSqlUnit(string unit) => unit == "week" ? "ISOWEEK" : unit.ToUpperInvariant();
}
