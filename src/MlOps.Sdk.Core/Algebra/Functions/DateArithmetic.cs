using System.Globalization;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Days and months more or less; of instants it is <see cref="InstantArithmetic"/>'s to add hours and less.</summary>
internal static class DateArithmetic
{
    public static IReadOnlyList<Function> All => [AddDays, AddMonths, AddYears];

    private static Function AddDays { get; } = new("add_days")
    {
        Meaning = "The day so many days later; an error beyond the years 1 to 9999.",
        CanFail = static _ => true,
        CSharp = [Form.Of((DateOnly d, int days) => d.AddDays(days))],
        DotNet = DotNetRendering.Of((DateOnly d, long days) => Calendar.AddDays(d, days)),
        DuckDb = call => call.Arguments[1] is ConstantNode { Value: long and > -Calendar.LastDay and < Calendar.LastDay and var days }
            ? $"CASE WHEN {call.At(0, Level.Other)} {Limit(days)} THEN {DuckDbCall.Error(Calendar.BeyondYears)} ELSE {call.At(0, Level.Sum)} {Signed(days)} END"
            : call.Checked(
                Calendar.BeyondYears,
                $"{call.At(0, Level.Sum)} + {call.At(1, Level.Atom)}::INTEGER",
                $"{call.At(1, Level.Other)} NOT BETWEEN -{Calendar.LastDay} AND {Calendar.LastDay}",
                $"{call.At(0, Level.Sum)} - DATE '0001-01-01' + {call.At(1, Level.Product)} NOT BETWEEN 0 AND {Calendar.LastDay}"),
        GoogleSql = call => $"DATE_ADD({call[0]}, INTERVAL {call.At(1, Level.Atom)} DAY)",
        Python = call => new($"{call.At(0, Level.Sum)} + datetime.timedelta(days={call[1]})", Level.Sum),
    };

    private static Function AddMonths { get; } = new("add_months")
    {
        Meaning = "The same day, and time, so many months later, or the month's last day if it has none such; an error beyond the years 1 to 9999.",
        CanFail = static _ => true,
        CSharp = [Form.Of((DateOnly d, int months) => d.AddMonths(months)), Form.Of((DateTime t, int months) => t.AddMonths(months))],
        DotNet = DotNetRendering.Of(
            (DateOnly d, long months) => Calendar.AddMonths(d, months),
            (DateTime t, long months) => Calendar.AddMonths(t, months)),
        DuckDb = call => call.Checked(
            Calendar.BeyondYears,
            Typed(call, $"{call.At(0, Level.Sum)} + to_months({call.At(1, Level.Atom)}::INTEGER)"),
            $"{call.At(1, Level.Other)} NOT BETWEEN -120000 AND 120000",
            $"year({call[0]}) * 12 + month({call[0]}) - 1 + {call.At(1, Level.Product)} NOT BETWEEN 12 AND 119999"),
        GoogleSql = call => Add(call, "MONTH"),
        Python = call => $"add_months({call.All})",
    };

    private static Function AddYears { get; } = new("add_years")
    {
        Meaning = "The same day, and time, so many years later, or 28 February instead of a 29 that isn't; an error beyond the years 1 to 9999.",
        CanFail = static _ => true,
        CSharp = [Form.Of((DateOnly d, int years) => d.AddYears(years)), Form.Of((DateTime t, int years) => t.AddYears(years))],
        DotNet = DotNetRendering.Of(
            (DateOnly d, long years) => Calendar.AddYears(d, years),
            (DateTime t, long years) => Calendar.AddYears(t, years)),
        DuckDb = call => call.Checked(
            Calendar.BeyondYears,
            Typed(call, $"{call.At(0, Level.Sum)} + to_years({call.At(1, Level.Atom)}::INTEGER)"),
            $"{call.At(1, Level.Other)} NOT BETWEEN -9999 AND 9999",
            $"year({call[0]}) + {call.At(1, Level.Product)} NOT BETWEEN 1 AND 9999"),
        GoogleSql = call => Add(call, "YEAR"),
        Python = call => $"add_months({call[0]}, 12 * {call.At(1, Level.Atom)})",
    };

    // A day becomes an instant in DuckDB when a span is added.
    private static string Typed(DuckDbCall call, string sum) => call.Node.Type == DataType.Date ? $"({sum})::DATE" : sum;

    // TIMESTAMP_ADD knows no months: the day moves, and the time of the day is put on top again.
    private static Term Add(GoogleSqlCall call, string unit) => call.Node.Type == DataType.Date
        ? $"DATE_ADD({call[0]}, INTERVAL {call.At(1, Level.Atom)} {unit})"
        : call.Once(one =>
        {
            string day = $"DATE_ADD(DATE({one[0]}, 'UTC'), INTERVAL {one.At(1, Level.Atom)} {unit})";
            string time = $"TIMESTAMP_DIFF({one[0]}, TIMESTAMP_TRUNC({one[0]}, DAY, 'UTC'), MICROSECOND)";
            return $"TIMESTAMP_ADD(TIMESTAMP({day}, 'UTC'), INTERVAL {time} MICROSECOND)";
        });

    private static string Limit(long days)
    {
        DateOnly limit = DateOnly.FromDayNumber((int)(days > 0 ? Calendar.LastDay - days : -days));
        return $"{(days > 0 ? ">" : "<")} DATE '{limit.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'";
    }

    private static string Signed(long days) => days < 0 ? $"- {-days}" : $"+ {days}";
}
