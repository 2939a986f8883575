using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Instants as the time since 1970, and back.</summary>
internal static class UnixTime
{
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;

    public static IReadOnlyList<Function> All => [UnixSeconds, UnixMilliseconds, UnixMicroseconds, FromUnixSeconds, FromUnixMilliseconds];

    private static Function UnixSeconds { get; } = new("unix_seconds")
    {
        Meaning = "The seconds since 1970-01-01, in UTC, rounded down; negative before.",
        CSharp = [Form.Of((DateTime t) => new DateTimeOffset(t, TimeSpan.Zero).ToUnixTimeSeconds())],
        DotNet = DotNetRendering.Of((DateTime t) => (t.Ticks / TimeSpan.TicksPerSecond) + FirstSecond),
        DuckDb = call => $"date_diff('second', TIMESTAMP '1970-01-01 00:00:00', {call[0]})",
        GoogleSql = call => $"UNIX_SECONDS({call[0]})",
        Python = call => new($"({call.At(0, Level.Sum)} - datetime.datetime(1970, 1, 1)) // datetime.timedelta(seconds=1)", Level.Product),
    };

    private static Function UnixMilliseconds { get; } = new("unix_milliseconds")
    {
        Meaning = "The milliseconds since 1970-01-01, in UTC, rounded down; negative before.",
        CSharp = [Form.Of((DateTime t) => new DateTimeOffset(t, TimeSpan.Zero).ToUnixTimeMilliseconds())],
        DotNet = DotNetRendering.Of((DateTime t) => (t.Ticks / TimeSpan.TicksPerMillisecond) + (FirstSecond * 1000)),

        // epoch_ms rounds up before 1970.
        DuckDb = call => $"date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00', {call[0]})",
        GoogleSql = call => $"UNIX_MILLIS({call[0]})",
        Python = call => new($"({call.At(0, Level.Sum)} - datetime.datetime(1970, 1, 1)) // datetime.timedelta(milliseconds=1)", Level.Product),
    };

    private static Function UnixMicroseconds { get; } = new("unix_microseconds")
    {
        Meaning = "The microseconds from 1970-01-01 in UTC to an instant; negative before.",
        DotNet = DotNetRendering.Of((DateTime t) => (t.Ticks / TimeSpan.TicksPerMicrosecond) - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond)),
        DuckDb = call => $"epoch_us({call[0]})",
        GoogleSql = call => $"UNIX_MICROS({call[0]})",
        Python = call => $"write_timestamp({call[0]})",
    };

    private static Function FromUnixSeconds { get; } = new("from_unix_seconds")
    {
        Meaning = "The instant so many seconds after 1970-01-01, in UTC; an error beyond the years 1 to 9999.",
        CanFail = static _ => true,
        CSharp =
        [
            Form.Of((long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime),
            Form.Of((long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).DateTime),
            Form.Of((long seconds) => DateTime.UnixEpoch.AddSeconds(seconds)),
            Form.Of((int seconds) => DateTime.UnixEpoch.AddSeconds(seconds)),
        ],
        DotNet = DotNetRendering.Of((long seconds) => Calendar.AddMicroseconds(DateTime.UnixEpoch, seconds, 1_000_000)),
        DuckDb = call => call.Checked(
            Calendar.InstantBeyondYears, $"make_timestamp({call.At(0, Level.Product)} * 1000000)", $"{call.At(0, Level.Other)} NOT BETWEEN {FirstSecond} AND {LastSecond}"),
        GoogleSql = call => $"TIMESTAMP_SECONDS({call[0]})",
        Python = call => new($"datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds={call[0]})", Level.Sum),
    };

    private static Function FromUnixMilliseconds { get; } = new("from_unix_milliseconds")
    {
        Meaning = "The instant so many milliseconds after 1970-01-01, in UTC; an error beyond the years 1 to 9999.",
        CanFail = static _ => true,
        CSharp =
        [
            Form.Of((long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime),
            Form.Of((long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).DateTime),
            Form.Of((long milliseconds) => DateTime.UnixEpoch.AddMilliseconds(milliseconds)),
        ],
        DotNet = DotNetRendering.Of((long milliseconds) => Calendar.AddMicroseconds(DateTime.UnixEpoch, milliseconds, 1_000)),
        DuckDb = call => call.Checked(
            Calendar.InstantBeyondYears,
            $"make_timestamp({call.At(0, Level.Product)} * 1000)",
            $"{call.At(0, Level.Other)} NOT BETWEEN {FirstSecond * 1000} AND {(LastSecond * 1000) + 999}"),
        GoogleSql = call => $"TIMESTAMP_MILLIS({call[0]})",
        Python = call => new($"datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds={call[0]})", Level.Sum),
    };
}
