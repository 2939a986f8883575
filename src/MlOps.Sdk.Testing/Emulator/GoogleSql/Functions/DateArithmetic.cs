using MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;
using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;
using static MlOps.Sdk.Testing.Emulator.GoogleSql.GoogleSqlType;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>DATE_ADD and its kin: what is added or taken away is an INTERVAL of whole parts.</summary>
internal static class DateArithmetic
{
    private static readonly string[] s_dates = ["DAY", "WEEK", "MONTH", "QUARTER", "YEAR"];
    private static readonly string[] s_times = ["MICROSECOND", "MILLISECOND", "SECOND", "MINUTE", "HOUR"];

    public static IReadOnlyList<ScalarFunction> Computed { get; } =
    [
        ScalarFunction.Of("gs_date_add", (DateOnly day, long count) => DateOnly.FromDateTime(Calendar.AddTicks(day.ToDateTime(TimeOnly.MinValue), count, TimeSpan.TicksPerDay))),
        ScalarFunction.Of("gs_date_add_months", (DateOnly day, long count, long months) => DateOnly.FromDateTime(Calendar.AddMonths(day.ToDateTime(TimeOnly.MinValue), count, (int)months))),
        ScalarFunction.Of("gs_time_add", (DateTime time, long count, long ticks) => Calendar.AddTicks(time, count, ticks)),
        ScalarFunction.Of("gs_time_add_months", (DateTime time, long count, long months) => Calendar.AddMonths(time, count, (int)months)),
    ];

    public static IReadOnlyList<SqlFunction> All =>
    [
        Of("DATE_ADD", Date, subtract: false), Of("DATE_SUB", Date, subtract: true),
        Of("TIMESTAMP_ADD", Timestamp, subtract: false), Of("TIMESTAMP_SUB", Timestamp, subtract: true),
        Of("DATETIME_ADD", GoogleSqlType.DateTime, subtract: false), Of("DATETIME_SUB", GoogleSqlType.DateTime, subtract: true),
    ];

    /// <summary>A date or time, plus or minus an INTERVAL.</summary>
    public static Typed Add(ExpressionResolver resolver, Position at, Typed value, Interval interval, bool subtract)
    {
        bool isDate = value.Type.Kind == GoogleSqlTypeKind.Date;
        if (!isDate && value.Type.Kind is not (GoogleSqlTypeKind.Timestamp or GoogleSqlTypeKind.DateTime))
            throw SqlError.At(at, $"No matching signature for operator {(subtract ? "-" : "+")} for argument types: {value.Type}, INTERVAL");

        // A DATE plus an INTERVAL is a DATETIME.
        return isDate
            ? Print(resolver, value with { Type = GoogleSqlType.DateTime, Sql = $"{value.Sql}::TIMESTAMP" }, interval, subtract, "", at, "+")
            : Print(resolver, value, interval, subtract, "", at, "+");
    }

    private static SqlFunction Of(string name, GoogleSqlType type, bool subtract) => SqlFunction.Special(name, call =>
    {
        if (call.Count != 2 || call.Syntax.Arguments[1] is not Interval interval)
            throw SqlError.At(call.At, $"No matching signature for function {name}. Supported signature: {name}({type}, INTERVAL INT64 DATE_TIME_PART)");
        Typed given = call.Resolver.Resolve(call.Syntax.Arguments[0]);

        // DATE_ADD takes the other two as well.
        GoogleSqlType actual = type.Kind == GoogleSqlTypeKind.Date && given.Type.Kind is GoogleSqlTypeKind.DateTime or GoogleSqlTypeKind.Timestamp ? given.Type : type;
        Typed value = Coercion.To(given, actual) ?? throw call.NoSignature([given], [$"{name}({type}, INTERVAL INT64 DATE_TIME_PART)"]);
        return Print(call.Resolver, value, interval, subtract, call.Safe, call.At, name);
    });

    private static Typed Print(ExpressionResolver resolver, Typed value, Interval interval, bool subtract, string safe, Position at, string name)
    {
        Typed count = Coercion.Require(resolver.Resolve(interval.Count), GoogleSqlType.Int64, interval.At, () => "INTERVAL needs an INT64");
        string number = subtract ? $"(- {count.Sql})" : count.Sql;
        bool isDate = value.Type.Kind == GoogleSqlTypeKind.Date;
        bool isKnown = isDate ? s_dates.Contains(interval.Unit)
            : value.Type.Kind == GoogleSqlTypeKind.DateTime ? s_dates.Contains(interval.Unit) || s_times.Contains(interval.Unit)
            : s_times.Contains(interval.Unit) || interval.Unit == "DAY";
        if (!isKnown)
            throw SqlError.At(at, $"{name} does not support the {interval.Unit} date part when the argument is {value.Type} type");
        int months = interval.Unit switch { "MONTH" => 1, "QUARTER" => 3, "YEAR" => 12, _ => 0 };
        long ticks = interval.Unit == "WEEK" ? 7 * TimeSpan.TicksPerDay : Calendar.Ticks(interval.Unit) ?? 0;
        string sql = (isDate, months) switch
        {
            (true, > 0) => $"gs_date_add_months{safe}({value.Sql}, {number}, {DuckDbText.Number((long)months)})",
            (true, _) => $"gs_date_add{safe}({value.Sql}, {(interval.Unit == "WEEK" ? $"({number} * 7)" : number)})",
            (false, > 0) => $"gs_time_add_months{safe}({value.Sql}, {number}, {DuckDbText.Number((long)months)})",
            _ => $"gs_time_add{safe}({value.Sql}, {number}, {DuckDbText.Number(ticks)})",
        };
        return Typed.Of(value.Type, sql, value, count);
    }
}
