namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>FORMAT_DATE, PARSE_DATE and their kin.</summary>
internal static class DateTexts
{
    public static IReadOnlyList<SqlFunction> All =>
    [
        SqlFunction.Of("FORMAT_DATE", Overload.Of("gs_format_date", (string format, DateOnly day) => DateFormat.Format(format, day.ToDateTime(TimeOnly.MinValue), null))),
        SqlFunction.Of("FORMAT_DATETIME", Overload.Of("gs_format_datetime", (string format, DateTime time) => DateFormat.Format(format, time, null)).OfDateTimes()),
        SqlFunction.Of("FORMAT_TIME", Overload.Of("gs_format_time", (string format, TimeOnly time) => DateFormat.Format(format, DateTime.UnixEpoch.Add(time.ToTimeSpan()), null))),
        SqlFunction.Of(
            "FORMAT_TIMESTAMP",
            Overload.Of("gs_format_timestamp", (string format, DateTime instant) => DateFormat.Format(format, instant, "UTC")),
            Overload.Of("gs_format_timestamp_in", (string format, DateTime instant, string zone) => DateFormat.Format(format, instant, zone))),
        SqlFunction.Of("PARSE_DATE", Overload.Of("gs_parse_date", (string format, string text) => DateReading.Date(format, text))),
        SqlFunction.Of("PARSE_DATETIME", Overload.Of("gs_parse_datetime", (string format, string text) => DateReading.Local(format, text)).OfDateTimes()),
        SqlFunction.Of("PARSE_TIME", Overload.Of("gs_parse_time", (string format, string text) => TimeOnly.FromDateTime(DateReading.Local(format, text)))),
        SqlFunction.Of(
            "PARSE_TIMESTAMP",
            Overload.Of("gs_parse_timestamp", (string format, string text) => DateReading.Instant(format, text, "UTC")),
            Overload.Of("gs_parse_timestamp_in", (string format, string text, string zone) => DateReading.Instant(format, text, zone))),
    ];
}
