using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Days and instants made of whole numbers, and of each other.</summary>
internal static class DateConstruction
{
    private const string NoDay = "there is no such day; the years are 1 to 9999";
    private const string NoInstant = "there is no such day and time; the years are 1 to 9999";

    private static readonly (string Part, int First, int Last)[] s_ranges =
        [("year", 1, 9999), ("month", 1, 12), ("day", 1, 31), ("hour", 0, 23), ("minute", 0, 59), ("second", 0, 59)];

    public static IReadOnlyList<Function> All => [MakeDate, MakeTimestamp, Midnight, DateOf, DayNumber, FromDayNumber];

    private static Function MakeDate { get; } = new("make_date")
    {
        Meaning = "The day of a year, a month and a day; an error if there is none, or beyond the years 1 to 9999.",
        CanFail = static _ => true,
        CSharp = [Form.Of((int year, int month, int day) => new DateOnly(year, month, day))],
        DotNet = DotNetRendering.Of((long year, long month, long day) => Calendar.Date(year, month, day)),
        DuckDb = call => Beyond(call) is { Length: > 0 } failures ? call.Checked(NoDay, $"make_date({call.All})", failures) : $"make_date({call.All})",

        // DATE takes but the last 32 bits of each.
        GoogleSql = call => Beyond(call).Length > 0 ? call.Once(one => one.Checked(NoDay, $"DATE({one.All})", Beyond(one))) : $"DATE({call.All})",
        Python = call => $"datetime.date({call.All})",
    };

    private static Function MakeTimestamp { get; } = new("make_timestamp")
    {
        Meaning = "The instant, in UTC, of a year, a month, a day, an hour, a minute and a second; an error if there is none, or beyond the years 1 to 9999.",
        CanFail = static _ => true,
        CSharp =
        [
            Form.Of((int year, int month, int day) => new DateTime(year, month, day)),
            Form.Of((int year, int month, int day, int hour, int minute, int second) => new DateTime(year, month, day, hour, minute, second)),
            Form.Of((int year, int month, int day, int hour, int minute, int second) =>
                new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc)),
        ],
        DotNet = DotNetRendering.Of(
            (long year, long month, long day) => Calendar.Instant(year, month, day, 0, 0, 0),
            (long year, long month, long day, long hour, long minute, long second) => Calendar.Instant(year, month, day, hour, minute, second)),
        DuckDb = call => Beyond(call) is { Length: > 0 } failures ? call.Checked(NoInstant, Instant(call), failures) : Instant(call),
        GoogleSql = call => Beyond(call).Length > 0 ? call.Once(one => one.Checked(NoInstant, Instant(one), Beyond(one))) : Instant(call),
        Python = call => $"datetime.datetime({call.All})",
    };

    private static Function Midnight { get; } = new("midnight")
    {
        Meaning = "The instant, in UTC, at which a day begins.",
        CSharp =
        [
            Form.Of((DateOnly d) => d.ToDateTime(TimeOnly.MinValue)),
            Form.Of((DateOnly d) => d.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)),
        ],
        DotNet = DotNetRendering.Of((DateOnly d) => d.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)),
        DuckDb = call => $"{call.At(0, Level.Atom)}::TIMESTAMP",
        GoogleSql = call => $"TIMESTAMP({call[0]}, 'UTC')",
        Python = call => $"midnight({call[0]})",
    };

    private static Function DateOf { get; } = new("date_of")
    {
        Meaning = "The day of an instant, in UTC.",
        CSharp = [Form.Of((DateTime t) => DateOnly.FromDateTime(t))],
        DotNet = DotNetRendering.Of((DateTime t) => DateOnly.FromDateTime(t)),
        DuckDb = call => $"{call.At(0, Level.Atom)}::DATE",
        GoogleSql = call => $"DATE({call[0]}, 'UTC')",
        Python = call => $"{call.At(0, Level.Atom)}.date()",
    };

    private static Function DayNumber { get; } = new("day_number")
    {
        Meaning = "The days since 1 January of the year 1; the difference of two is the days between them.",
        CSharp = [Form.Of((DateOnly d) => d.DayNumber)],
        DotNet = DotNetRendering.Of((DateOnly d) => (long)d.DayNumber),
        DuckDb = call => new($"{call.At(0, Level.Sum)} - DATE '0001-01-01'", Level.Sum),
        GoogleSql = call => $"DATE_DIFF({call[0]}, DATE '0001-01-01', DAY)",
        Python = call => new($"{call.At(0, Level.Atom)}.toordinal() - 1", Level.Sum),
    };

    private static Function FromDayNumber { get; } = new("from_day_number")
    {
        Meaning = "The day so many days after 1 January of the year 1; an error beyond the years 1 to 9999.",
        CanFail = static _ => true,
        CSharp = [Form.Of((int number) => DateOnly.FromDayNumber(number))],
        DotNet = DotNetRendering.Of((long number) => Calendar.AddDays(DateOnly.MinValue, number)),
        DuckDb = call => call.Checked(
            Calendar.BeyondYears, $"DATE '0001-01-01' + {call.At(0, Level.Atom)}::INTEGER", $"{call.At(0, Level.Other)} NOT BETWEEN 0 AND {Calendar.LastDay}"),
        GoogleSql = call => $"DATE_ADD(DATE '0001-01-01', INTERVAL {call.At(0, Level.Atom)} DAY)",
        Python = call => $"datetime.date.fromordinal({call.At(0, Level.Sum)} + 1)",
    };

    private static string Instant(DuckDbCall call) => call.Arguments.Count == 3 ? $"make_date({call.All})::TIMESTAMP" : $"make_timestamp({call.All})";

    // Spanner has no DATETIME.
    private static string Instant(GoogleSqlCall call)
    {
        string midnight = $"TIMESTAMP(DATE({call[0]}, {call[1]}, {call[2]}), 'UTC')";
        return call.Arguments.Count == 3
            ? midnight
            : $"TIMESTAMP_ADD({midnight}, INTERVAL {call.At(3, Level.Product)} * 3600 + {call.At(4, Level.Product)} * 60 + {call.At(5, Level.Product)} SECOND)";
    }

    // What can lie beyond; a part of another day or instant can't.
    private static string[] Beyond(SqlCall call) =>
    [
        .. Enumerable.Range(0, call.Arguments.Count)
            .Where(index => !IsWithin(call.Arguments[index], s_ranges[index]))
            .Select(index => $"{call.At(index, Level.Other)} NOT BETWEEN {s_ranges[index].First} AND {s_ranges[index].Last}"),
    ];

    private static bool IsWithin(ScalarNode value, (string Part, int First, int Last) range) => value switch
    {
        ConstantNode { Value: long number } => number >= range.First && number <= range.Last,
        CallNode call => call.Function == range.Part,
        _ => false,
    };
}
