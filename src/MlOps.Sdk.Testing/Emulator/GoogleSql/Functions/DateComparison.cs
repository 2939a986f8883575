using MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;
using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;
using T = MlOps.Sdk.Testing.Emulator.GoogleSql.GoogleSqlType;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Differences of dates and times, and the starts and ends of parts.</summary>
internal static class DateComparison
{
    public static IReadOnlyList<ScalarFunction> Computed { get; } =
    [
        ScalarFunction.Of("gs_boundaries", (DateTime later, DateTime earlier, string part) => Calendar.Boundaries(later, earlier, part)),
        ScalarFunction.Of("gs_elapsed", (DateTime later, DateTime earlier, string part) => (later.Ticks - earlier.Ticks) / Calendar.Ticks(part)!.Value),
        ScalarFunction.Of("gs_truncate", (DateTime time, string part) => Calendar.Truncate(time, part)),
        ScalarFunction.Of("gs_truncate_in", (DateTime time, string part, string zone) => Zones.FromLocal(Calendar.Truncate(Zones.ToLocal(time, zone), part), zone)),
        ScalarFunction.Of("gs_last_day", (DateTime time, string part) => LastDay(time, part)),
    ];

    public static IReadOnlyList<SqlFunction> All =>
    [
        Difference("DATE_DIFF", T.Date), Difference("DATETIME_DIFF", T.DateTime), Difference("TIMESTAMP_DIFF", T.Timestamp),
        Truncation("DATE_TRUNC", T.Date), Truncation("DATETIME_TRUNC", T.DateTime), Truncation("TIMESTAMP_TRUNC", T.Timestamp),
        SqlFunction.Special("LAST_DAY", call =>
        {
            call.RequireCount(1, 2);
            Typed value = call.Resolver.Resolve(call.Syntax.Arguments[0]);
            string part = call.Count > 1 ? Known(call, 1, GoogleSqlTypeKind.Date) : "MONTH";
            return value.Type.Kind is GoogleSqlTypeKind.Date or GoogleSqlTypeKind.DateTime
                ? Typed.Of(T.Date, $"gs_last_day{call.Safe}({value.Sql}::TIMESTAMP, '{part}')", value)
                : throw call.NoSignature([value], ["LAST_DAY(DATE, [DATE_TIME_PART])"]);
        }),
    ];

    // Boundaries between dates, but whole parts that have passed between instants.
    private static SqlFunction Difference(string name, GoogleSqlType type) => SqlFunction.Special(name, call =>
    {
        call.RequireCount(3, 3);
        (Typed later, GoogleSqlType actual) = Value(call, 0, type);
        (Typed earlier, GoogleSqlType other) = Value(call, 1, actual);
        if (!other.Equals(actual))
            throw call.NoSignature([later, earlier], [$"{name}({type}, {type}, DATE_TIME_PART)"]);
        string part = Known(call, 2, actual.Kind);
        if (actual.Kind == GoogleSqlTypeKind.Timestamp && Calendar.Ticks(part) is null)
            throw SqlError.At(call.At, $"{name} does not support the {part} date part when the argument is TIMESTAMP type");
        string function = actual.Kind == GoogleSqlTypeKind.Timestamp ? "gs_elapsed" : "gs_boundaries";
        string cast = actual.Kind == GoogleSqlTypeKind.Date ? "::TIMESTAMP" : "";
        return Typed.Of(T.Int64, $"{function}({later.Sql}{cast}, {earlier.Sql}{cast}, '{part}')", later, earlier);
    });

    private static SqlFunction Truncation(string name, GoogleSqlType type) => SqlFunction.Special(name, call =>
    {
        call.RequireCount(2, 3);
        (Typed value, GoogleSqlType actual) = Value(call, 0, type);
        string part = Known(call, 1, actual.Kind);
        if (call.Count > 2 && actual.Kind != GoogleSqlTypeKind.Timestamp)
            throw call.NoSignature([value], [$"{name}({type}, DATE_TIME_PART)"]);
        if (actual.Kind == GoogleSqlTypeKind.Date)
            return Typed.Of(T.Date, $"gs_truncate{call.Safe}({value.Sql}::TIMESTAMP, '{part}')::DATE", value);
        Typed zone = call.Count > 2
            ? Coercion.Require(call.Resolver.Resolve(call.Syntax.Arguments[2]), T.String, call.At, () => "A time zone must be a STRING")
            : Literals.Of("UTC");
        return Typed.Of(
            actual,
            zone.Constant is "UTC" ? $"gs_truncate{call.Safe}({value.Sql}, '{part}')" : $"gs_truncate_in{call.Safe}({value.Sql}, '{part}', {zone.Sql})",
            value,
            zone);
    });

    // DATE_DIFF and DATE_TRUNC take the other types as well.
    private static (Typed Value, GoogleSqlType Type) Value(FunctionCall call, int index, GoogleSqlType type)
    {
        Typed given = call.Resolver.Resolve(call.Syntax.Arguments[index]);
        GoogleSqlType actual = type.Kind == GoogleSqlTypeKind.Date && given.Type.Kind is GoogleSqlTypeKind.DateTime or GoogleSqlTypeKind.Timestamp ? given.Type : type;
        return (Coercion.To(given, actual) ?? throw call.NoSignature([given], [$"{call.Name}({type}, …)"]), actual);
    }

    private static string Known(FunctionCall call, int index, GoogleSqlTypeKind kind)
    {
        string part = DateParts.Part(call.Syntax.Arguments[index]);
        bool isKnown = (Calendar.IsOfDates(part) && part is not ("DAYOFWEEK" or "DAYOFYEAR")) || (kind != GoogleSqlTypeKind.Date && Calendar.IsOfTimes(part));
        return isKnown
            ? part
            : throw SqlError.At(call.Syntax.Arguments[index].At, $"{call.Name} does not support the {part} date part");
    }

    private static DateOnly LastDay(DateTime time, string part)
    {
        DateTime start = Calendar.Truncate(time, part);
        return DateOnly.FromDateTime(part switch
        {
            "YEAR" => Calendar.AddMonths(start, 1, 12).AddDays(-1),
            "QUARTER" => Calendar.AddMonths(start, 1, 3).AddDays(-1),
            "MONTH" => new DateTime(start.Year, start.Month, DateTime.DaysInMonth(start.Year, start.Month)),
            "ISOYEAR" => start.AddDays((System.Globalization.ISOWeek.GetWeeksInYear(System.Globalization.ISOWeek.GetYear(start)) * 7) - 1),
            "DAY" => start,
            _ => start.AddDays(6),
        });
    }
}
