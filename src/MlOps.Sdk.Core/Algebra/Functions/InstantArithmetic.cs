using System.Globalization;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Instants, and spans of a fixed length that are added to them: a whole number of units, or a number with fractions.</summary>
/// <remarks>
/// .NET cuts fractions off at 100 nanoseconds. Here instants are whole microseconds: the number times the unit's microseconds is rounded to a whole
/// one, halves away from zero.
/// </remarks>
internal static class InstantArithmetic
{
    public static IReadOnlyList<Function> All => [AddDays, AddHours, AddMinutes, AddSeconds, AddMilliseconds, AddMicroseconds];

    private static Function AddDays { get; } = Add(
        "day",
        86_400_000_000,
        Form.Of((DateTime t, int days) => t.AddDays(days)),
        Form.Of((DateTime t, long days) => t.AddDays(days)),
        Form.Of((DateTime t, double days) => t.AddDays(days)));

    private static Function AddHours { get; } = Add(
        "hour",
        3_600_000_000,
        Form.Of((DateTime t, int hours) => t.AddHours(hours)),
        Form.Of((DateTime t, long hours) => t.AddHours(hours)),
        Form.Of((DateTime t, double hours) => t.AddHours(hours)));

    private static Function AddMinutes { get; } = Add(
        "minute",
        60_000_000,
        Form.Of((DateTime t, int minutes) => t.AddMinutes(minutes)),
        Form.Of((DateTime t, long minutes) => t.AddMinutes(minutes)),
        Form.Of((DateTime t, double minutes) => t.AddMinutes(minutes)));

    private static Function AddSeconds { get; } = Add(
        "second",
        1_000_000,
        Form.Of((DateTime t, int seconds) => t.AddSeconds(seconds)),
        Form.Of((DateTime t, long seconds) => t.AddSeconds(seconds)),
        Form.Of((DateTime t, double seconds) => t.AddSeconds(seconds)));

    private static Function AddMilliseconds { get; } = Add(
        "millisecond",
        1_000,
        Form.Of((DateTime t, int milliseconds) => t.AddMilliseconds(milliseconds)),
        Form.Of((DateTime t, long milliseconds) => t.AddMilliseconds(milliseconds)),
        Form.Of((DateTime t, double milliseconds) => t.AddMilliseconds(milliseconds)));

    private static Function AddMicroseconds { get; } = Add(
        "microsecond",
        1,
        Form.Of((DateTime t, int microseconds) => t.AddMicroseconds(microseconds)),
        Form.Of((DateTime t, long microseconds) => t.AddMicroseconds(microseconds)),
        Form.Of((DateTime t, double microseconds) => t.AddMicroseconds(microseconds)));

    private static Function Add(string unit, long microseconds, params Form[] forms) => new($"add_{unit}s_to_instant")
    {
        Meaning = $"The instant so many {unit}s later, to the nearest microsecond; an error beyond the years 1 to 9999.",
        CanFail = static _ => true,
        CSharp = forms,
        DotNet = DotNetRendering.Of(
            (DateTime t, long count) => Calendar.AddMicroseconds(t, count, microseconds),
            (DateTime t, double count) => Calendar.AddMicroseconds(t, count, microseconds)),
        DuckDb = call => PrintDuckDb(call, unit, microseconds),
        GoogleSql = call => PrintGoogleSql(call, unit, microseconds),
        Python = call => new(
            Whole(call.Arguments[1]) is { } whole ? $"{call.At(0, Level.Sum)} + datetime.timedelta({unit}s={whole})"
            : call.Arguments[1].Type == DataType.Int64 ? $"{call.At(0, Level.Sum)} + datetime.timedelta({unit}s={call[1]})"
            : $"{call.At(0, Level.Sum)} + datetime.timedelta(microseconds=nearest_whole({call.At(1, Level.Product)} * {PythonText.Number(microseconds)}))",
            Level.Sum),
    };

    private static Term PrintGoogleSql(GoogleSqlCall call, string unit, long microseconds)
    {
        if (Whole(call.Arguments[1]) is { } whole)
            return $"TIMESTAMP_ADD({call[0]}, INTERVAL {(whole < 0 ? $"({whole})" : $"{whole}")} {unit.ToUpperInvariant()})";
        if (call.Arguments[1].Type == DataType.Int64)
            return $"TIMESTAMP_ADD({call[0]}, INTERVAL {call.At(1, Level.Atom)} {unit.ToUpperInvariant()})";

        // CAST rounds halves away from zero. The product may be an error, which a null must pass.
        return call.MayBeNull(0) ? call.Once(one => $"IF({one.At(0, Level.Other)} IS NULL, NULL, {Sum(one)})") : Sum(call);

        string Sum(GoogleSqlCall one) =>
            $"TIMESTAMP_ADD({one[0]}, INTERVAL CAST({one.At(1, Level.Product)} * {GoogleSqlText.Number(microseconds)} AS INT64) MICROSECOND)";
    }

    private static Term PrintDuckDb(DuckDbCall call, string unit, long microseconds)
    {
        // An interval's literal holds 32 bits.
        if (Whole(call.Arguments[1]) is { } whole and > int.MinValue and <= int.MaxValue && Limit(whole, microseconds) is { } limit)
        {
            return $"CASE WHEN {call.At(0, Level.Other)} {limit} THEN {DuckDbCall.Error(Calendar.InstantBeyondYears)} "
                + $"ELSE {call.At(0, Level.Sum)} {(whole < 0 ? "-" : "+")} INTERVAL {Math.Abs(whole)} {unit.ToUpperInvariant()} END";
        }

        long most = Calendar.MostMicroseconds / microseconds;
        bool isWhole = call.Arguments[1].Type == DataType.Int64;
        string span = isWhole ? $"{call.At(1, Level.Product)} * {microseconds}" : $"round({call.At(1, Level.Product)} * {DuckDbText.Number(microseconds)})::BIGINT";
        return call.Checked(
            Calendar.InstantBeyondYears,
            $"{call.At(0, Level.Sum)} + to_microseconds({span})",
            isWhole ? $"{call.At(1, Level.Other)} NOT BETWEEN -{most} AND {most}" : $"{call.At(1, Level.Other)} NOT BETWEEN -{most + 1}e0 AND {most + 1}e0",
            $"epoch_us({call[0]}) + {span} NOT BETWEEN {Calendar.FirstMicrosecond} AND {Calendar.LastMicrosecond}");
    }

    // AddDays(1) is a double in C#.
    private static long? Whole(ScalarNode count) => count is not ConstantNode constant ? null : constant.Value switch
    {
        long number => number,
        double number when Math.Abs(number) < Calendar.MostMicroseconds && Math.Truncate(number) == number => (long)number,
        _ => null,
    };

    // The instants that a whole number of units takes beyond the years; null if it takes all of them.
    private static string? Limit(long count, long microseconds)
    {
        if (count < -Calendar.MostMicroseconds / microseconds || count > Calendar.MostMicroseconds / microseconds)
            return null;
        DateTime limit = (count > 0 ? DateTime.MaxValue : DateTime.MinValue).AddTicks(-count * microseconds * TimeSpan.TicksPerMicrosecond);
        return $"{(count > 0 ? ">" : "<")} TIMESTAMP '{limit.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'";
    }
}
