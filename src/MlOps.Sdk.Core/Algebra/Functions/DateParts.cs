using System.Globalization;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Parts of days and instants, in UTC and the Gregorian calendar, which holds before 1582 as well.</summary>
internal static class DateParts
{
    public static IReadOnlyList<Function> All =>
    [
        Year, Quarter, Month, Day, DayOfWeek, DayOfYear, IsoWeek, IsoYear, Hour, Minute, Second, Millisecond, Microsecond,
    ];

    private static Function Year { get; } = new("year")
    {
        Meaning = "The year, 1 to 9999.",
        CSharp = [Form.Of((DateOnly d) => d.Year), Form.Of((DateTime t) => t.Year)],
        DotNet = DotNetRendering.Of((DateOnly d) => (long)d.Year, (DateTime t) => (long)t.Year),
        DuckDb = call => $"year({call[0]})",
        GoogleSql = call => Extract(call, "YEAR"),
        Python = call => $"{call.At(0, Level.Atom)}.year",
    };

    private static Function Quarter { get; } = new("quarter")
    {
        Meaning = "The quarter of the year, 1 to 4.",
        CSharp =
        [
            Form.Of((DateOnly d) => (d.Month + 2) / 3), Form.Of((DateTime t) => (t.Month + 2) / 3),
            Form.Of((DateOnly d) => ((d.Month - 1) / 3) + 1), Form.Of((DateTime t) => ((t.Month - 1) / 3) + 1),
        ],
        DotNet = DotNetRendering.Of((DateOnly d) => (d.Month + 2L) / 3, (DateTime t) => (t.Month + 2L) / 3),
        DuckDb = call => $"quarter({call[0]})",
        GoogleSql = call => Extract(call, "QUARTER"),
        Python = call => new($"({call.At(0, Level.Atom)}.month + 2) // 3", Level.Product),
    };

    private static Function Month { get; } = new("month")
    {
        Meaning = "The month, 1 to 12.",
        CSharp = [Form.Of((DateOnly d) => d.Month), Form.Of((DateTime t) => t.Month)],
        DotNet = DotNetRendering.Of((DateOnly d) => (long)d.Month, (DateTime t) => (long)t.Month),
        DuckDb = call => $"month({call[0]})",
        GoogleSql = call => Extract(call, "MONTH"),
        Python = call => $"{call.At(0, Level.Atom)}.month",
    };

    private static Function Day { get; } = new("day")
    {
        Meaning = "The day of the month, 1 to 31.",
        CSharp = [Form.Of((DateOnly d) => d.Day), Form.Of((DateTime t) => t.Day)],
        DotNet = DotNetRendering.Of((DateOnly d) => (long)d.Day, (DateTime t) => (long)t.Day),
        DuckDb = call => $"day({call[0]})",
        GoogleSql = call => Extract(call, "DAY"),
        Python = call => $"{call.At(0, Level.Atom)}.day",
    };

    private static Function DayOfWeek { get; } = new("day_of_week")
    {
        Meaning = "The day of the week, from Sunday = 0 to Saturday = 6.",
        CSharp = [Form.Of((DateOnly d) => (int)d.DayOfWeek), Form.Of((DateTime t) => (int)t.DayOfWeek)],
        DotNet = DotNetRendering.Of((DateOnly d) => (long)d.DayOfWeek, (DateTime t) => (long)t.DayOfWeek),
        DuckDb = call => $"dayofweek({call[0]})",
        GoogleSql = call => new($"{Extract(call, "DAYOFWEEK")} - 1", Level.Sum),
        Python = call => new($"{call.At(0, Level.Atom)}.isoweekday() % 7", Level.Product),
    };

    private static Function DayOfYear { get; } = new("day_of_year")
    {
        Meaning = "The day of the year, 1 to 366.",
        CSharp = [Form.Of((DateOnly d) => d.DayOfYear), Form.Of((DateTime t) => t.DayOfYear)],
        DotNet = DotNetRendering.Of((DateOnly d) => (long)d.DayOfYear, (DateTime t) => (long)t.DayOfYear),
        DuckDb = call => $"dayofyear({call[0]})",
        GoogleSql = call => Extract(call, "DAYOFYEAR"),
        Python = call => $"{call.At(0, Level.Atom)}.timetuple().tm_yday",
    };

    private static Function IsoWeek { get; } = new("iso_week")
    {
        Meaning = "The week of the ISO 8601 year, 1 to 53: weeks begin on Monday, and week 1 holds the year's first Thursday.",
        CSharp = [Form.Of((DateOnly d) => ISOWeek.GetWeekOfYear(d)), Form.Of((DateTime t) => ISOWeek.GetWeekOfYear(t))],
        DotNet = DotNetRendering.Of((DateOnly d) => (long)ISOWeek.GetWeekOfYear(d), (DateTime t) => (long)ISOWeek.GetWeekOfYear(t)),
        DuckDb = call => $"week({call[0]})",
        GoogleSql = call => Extract(call, "ISOWEEK"),
        Python = call => $"{call.At(0, Level.Atom)}.isocalendar()[1]",
    };

    private static Function IsoYear { get; } = new("iso_year")
    {
        Meaning = "The year to which the ISO 8601 week belongs.",
        CSharp = [Form.Of((DateOnly d) => ISOWeek.GetYear(d)), Form.Of((DateTime t) => ISOWeek.GetYear(t))],
        DotNet = DotNetRendering.Of((DateOnly d) => (long)ISOWeek.GetYear(d), (DateTime t) => (long)ISOWeek.GetYear(t)),
        DuckDb = call => $"isoyear({call[0]})",
        GoogleSql = call => Extract(call, "ISOYEAR"),
        Python = call => $"{call.At(0, Level.Atom)}.isocalendar()[0]",
    };

    private static Function Hour { get; } = new("hour")
    {
        Meaning = "The hour, 0 to 23.",
        CSharp = [Form.Of((DateTime t) => t.Hour)],
        DotNet = DotNetRendering.Of((DateTime t) => (long)t.Hour),
        DuckDb = call => $"hour({call[0]})",
        GoogleSql = call => Extract(call, "HOUR"),
        Python = call => $"{call.At(0, Level.Atom)}.hour",
    };

    private static Function Minute { get; } = new("minute")
    {
        Meaning = "The minute, 0 to 59.",
        CSharp = [Form.Of((DateTime t) => t.Minute)],
        DotNet = DotNetRendering.Of((DateTime t) => (long)t.Minute),
        DuckDb = call => $"minute({call[0]})",
        GoogleSql = call => Extract(call, "MINUTE"),
        Python = call => $"{call.At(0, Level.Atom)}.minute",
    };

    private static Function Second { get; } = new("second")
    {
        Meaning = "The whole second, 0 to 59.",
        CSharp = [Form.Of((DateTime t) => t.Second)],
        DotNet = DotNetRendering.Of((DateTime t) => (long)t.Second),
        DuckDb = call => $"second({call[0]})",
        GoogleSql = call => Extract(call, "SECOND"),
        Python = call => $"{call.At(0, Level.Atom)}.second",
    };

    private static Function Millisecond { get; } = new("millisecond")
    {
        Meaning = "The whole millisecond of the second, 0 to 999.",
        CSharp = [Form.Of((DateTime t) => t.Millisecond)],
        DotNet = DotNetRendering.Of((DateTime t) => (long)t.Millisecond),

        // DuckDB counts from the minute on.
        DuckDb = call => new($"millisecond({call[0]}) % 1000", Level.Product),
        GoogleSql = call => Extract(call, "MILLISECOND"),
        Python = call => new($"{call.At(0, Level.Atom)}.microsecond // 1000", Level.Product),
    };

    private static Function Microsecond { get; } = new("microsecond")
    {
        Meaning = "The microsecond of the millisecond, 0 to 999.",
        CSharp = [Form.Of((DateTime t) => t.Microsecond)],
        DotNet = DotNetRendering.Of((DateTime t) => (long)t.Microsecond),
        DuckDb = call => new($"microsecond({call[0]}) % 1000", Level.Product),
        GoogleSql = call => $"MOD({Extract(call, "MICROSECOND")}, 1000)",
        Python = call => new($"{call.At(0, Level.Atom)}.microsecond % 1000", Level.Product),
    };

    /// <summary>A part of the first argument. The zone is always said: Spanner's default isn't UTC.</summary>
    public static string Extract(GoogleSqlCall call, string part) =>
        $"EXTRACT({part} FROM {call.At(0, Level.Atom)}{(call.Arguments[0].Type == DataType.Timestamp ? " AT TIME ZONE 'UTC'" : "")})";
}
