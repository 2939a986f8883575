namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Casts that DuckDB's don't mean the same as.</summary>
internal static class CastFunctions
{
    public static IReadOnlyList<ScalarFunction> All { get; } =
    [
        ScalarFunction.Of("gs_double_to_int64", (double x) => Whole(x)),
        ScalarFunction.Of("gs_string_to_int64", (string text) => TextCasts.ToInt64(text)),
        ScalarFunction.Of("gs_string_to_float64", (string text) => TextCasts.ToDouble(text)),
        ScalarFunction.Of("gs_string_to_bool", (string text) => TextCasts.ToBool(text)),
        ScalarFunction.Of("gs_string_to_date", (string text) => TextCasts.ToDate(text)),
        ScalarFunction.Of("gs_string_to_timestamp", (string text) => TextCasts.ToTimestamp(text)),
        ScalarFunction.Of("gs_string_to_datetime", (string text) => TextCasts.ToDateTime(text)),
        ScalarFunction.Of("gs_string_to_time", (string text) => TextCasts.ToTime(text)),
        ScalarFunction.Of("gs_string_to_numeric", (string text) => TextCasts.ToNumeric(text)),
        ScalarFunction.Of("gs_float64_to_string", (double x) => Texts.Of(x)),
        ScalarFunction.Of("gs_numeric_to_string", (string text) => text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text),
        ScalarFunction.Of("gs_timestamp_to_string", (DateTime instant) => Texts.Of(instant) + "+00"),
        ScalarFunction.Of("gs_datetime_to_string", (DateTime time) => Texts.Of(time)),
        ScalarFunction.Of("gs_time_to_string", (TimeOnly time) => Texts.Of(DateTime.UnixEpoch.Add(time.ToTimeSpan()))[11..]),
    ];

    // Halves go away from zero.
    private static long Whole(double x)
    {
        double rounded = Math.Round(x, MidpointRounding.AwayFromZero);
        return rounded is >= -9223372036854775808.0 and < 9223372036854775808.0
            ? (long)rounded
            : throw new SqlFailure(double.IsNaN(x) || double.IsInfinity(x) ? $"Illegal conversion of non-finite floating point number to an integer: {Texts.Of(x)}" : $"int64 out of range: {Texts.Of(x)}");
    }
}
