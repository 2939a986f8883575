using MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;
using T = MlOps.Sdk.Testing.Emulator.GoogleSql.GoogleSqlType;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Dates and times made of numbers, of texts, and of each other.</summary>
internal static class DateConstruction
{
    private static readonly GoogleSqlType s_dateTime = T.DateTime;

    public static IReadOnlyList<SqlFunction> All =>
    [
        SqlFunction.Of(
            "DATE",
            Overload.Of("gs_date", (long year, long month, long day) => Day(year, month, day)),
            Overload.Native("{0}::DATE", T.Date, T.Timestamp),
            Overload.Native("{0}::DATE", T.Date, s_dateTime),
            Overload.Of("gs_date_in", (DateTime time, string zone) => DateOnly.FromDateTime(Zones.ToLocal(time, zone))),
            Overload.Of("gs_string_to_date", (string text) => TextCasts.ToDate(text))),
        SqlFunction.Of(
            "TIMESTAMP",
            Overload.Of("gs_string_to_timestamp", (string text) => TextCasts.ToTimestamp(text)),
            Overload.Of("gs_string_to_timestamp_in", (string text, string zone) => TextCasts.ToTimestamp(text, zone)),
            Overload.Native("{0}::TIMESTAMP", T.Timestamp, T.Date),
            Overload.Of("gs_date_to_timestamp_in", (DateOnly day, string zone) => Zones.FromLocal(day.ToDateTime(TimeOnly.MinValue), zone)),
            Overload.Native("{0}", T.Timestamp, s_dateTime),
            Overload.Native("gs_from_local({0}, {1})", T.Timestamp, s_dateTime, T.String),
            Overload.Native("{0}", T.Timestamp, T.Timestamp)),
        SqlFunction.Special("DATETIME", MakeDateTime),
        SqlFunction.Of(
            "TIME",
            Overload.Of("gs_time", (long hour, long minute, long second) => Clock(hour, minute, second)),
            Overload.Native("{0}::TIME", T.Time, T.Timestamp),
            Overload.Native("gs_local({0}, {1})::TIME", T.Time, T.Timestamp, T.String),
            Overload.Native("{0}::TIME", T.Time, s_dateTime)),
        SqlFunction.Of(
            "STRING",
            Overload.Native("gs_timestamp_to_string({0})", T.String, T.Timestamp),
            Overload.Of("gs_timestamp_to_string_in", (DateTime time, string zone) => DateFormat.Format("%F %H:%M:%E*S%Ez", time, zone)),
            Overload.Native("gs_datetime_to_string({0})", T.String, s_dateTime),
            Overload.Native("{0}::VARCHAR", T.String, T.Date)),
        SqlFunction.Of("UNIX_SECONDS", Overload.Of("gs_unix_seconds", (DateTime time) => Unix(time, TimeSpan.TicksPerSecond))),
        SqlFunction.Of("UNIX_MILLIS", Overload.Of("gs_unix_millis", (DateTime time) => Unix(time, TimeSpan.TicksPerMillisecond))),
        SqlFunction.Of("UNIX_MICROS", Overload.Of("gs_unix_micros", (DateTime time) => Unix(time, TimeSpan.TicksPerMicrosecond))),
        SqlFunction.Of("TIMESTAMP_SECONDS", FromUnix("seconds", TimeSpan.TicksPerSecond)),
        SqlFunction.Of("TIMESTAMP_MILLIS", FromUnix("millis", TimeSpan.TicksPerMillisecond)),
        SqlFunction.Of("TIMESTAMP_MICROS", FromUnix("micros", TimeSpan.TicksPerMicrosecond)),
        SqlFunction.Of("UNIX_DATE", Overload.Native("({0} - DATE '1970-01-01')", T.Int64, T.Date)),
        SqlFunction.Of(
            "DATE_FROM_UNIX_DATE",
            Overload.Of("gs_date_from_unix_date", (long days) => DateOnly.FromDateTime(Calendar.AddTicks(DateTime.UnixEpoch, days, TimeSpan.TicksPerDay)))),
        Now("CURRENT_TIMESTAMP", T.Timestamp), Now("CURRENT_DATETIME", s_dateTime), Now("CURRENT_DATE", T.Date), Now("CURRENT_TIME", T.Time),
    ];

    private static DateOnly Day(long year, long month, long day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth((int)year, (int)month)
            ? new DateOnly((int)year, (int)month, (int)day)
            : throw new SqlFailure($"Input calculates to invalid date: {year}-{month:00}-{day:00}");

    private static TimeOnly Clock(long hour, long minute, long second) => hour is >= 0 and <= 23 && minute is >= 0 and <= 59 && second is >= 0 and <= 59
        ? new TimeOnly((int)hour, (int)minute, (int)second)
        : throw new SqlFailure($"Input calculates to invalid time: {hour:00}:{minute:00}:{second:00}");

    private static Typed MakeDateTime(FunctionCall call)
    {
        IReadOnlyList<Typed> arguments = call.Arguments;
        if (call.Count == 6)
        {
            string[] parts = [.. Enumerable.Range(0, 6).Select(index => call.Require(index, T.Int64).Sql)];
            return Typed.Of(s_dateTime, $"(gs_date{call.Safe}({string.Join(", ", parts.Take(3))}) + gs_time{call.Safe}({string.Join(", ", parts.Skip(3))}))", arguments);
        }

        return (call.Count, arguments.Count > 0 ? arguments[0].Type.Kind : GoogleSqlTypeKind.Null) switch
        {
            (1, GoogleSqlTypeKind.Date) => Typed.Of(s_dateTime, $"{arguments[0].Sql}::TIMESTAMP", arguments),
            (1, GoogleSqlTypeKind.Timestamp or GoogleSqlTypeKind.DateTime) => Typed.Of(s_dateTime, arguments[0].Sql, arguments),
            (1, GoogleSqlTypeKind.String) => Typed.Of(s_dateTime, $"gs_string_to_datetime{call.Safe}({arguments[0].Sql})", arguments),
            (2, GoogleSqlTypeKind.Timestamp) => Typed.Of(s_dateTime, $"gs_local{call.Safe}({arguments[0].Sql}, {call.Require(1, T.String).Sql})", arguments),
            (2, GoogleSqlTypeKind.Date) => Typed.Of(s_dateTime, $"({arguments[0].Sql} + {call.Require(1, T.Time).Sql})", arguments),
            _ => throw call.NoSignature(arguments, ["DATETIME(INT64, INT64, INT64, INT64, INT64, INT64)", "DATETIME(DATE, [TIME])", "DATETIME(TIMESTAMP, [STRING])", "DATETIME(STRING)"]),
        };
    }

    private static long Unix(DateTime time, long ticks) => (long)Math.Floor((decimal)(time.Ticks - DateTime.UnixEpoch.Ticks) / ticks);

    private static Overload FromUnix(string unit, long ticks) => Overload.Of($"gs_timestamp_{unit}", (long count) => Calendar.AddTicks(DateTime.UnixEpoch, count, ticks));

    // One moment for the whole statement, from the caller's clock.
    private static SqlFunction Now(string name, GoogleSqlType type) => SqlFunction.Special(name, call =>
    {
        call.RequireCount(0, type.Kind == GoogleSqlTypeKind.Timestamp ? 0 : 1);
        DateTime now = call.Resolver.Context.Now ?? throw call.NotSupported($"{name} without a clock");
        string zone = call.Count == 0 ? "UTC" : call.Constant<string>(0, "a string literal");
        string local = Literals.Of(s_dateTime, Zones.ToLocal(now, zone)).Sql;
        return new(type, type.Kind switch { GoogleSqlTypeKind.Date => $"{local}::DATE", GoogleSqlTypeKind.Time => $"{local}::TIME", _ => local });
    });
}
