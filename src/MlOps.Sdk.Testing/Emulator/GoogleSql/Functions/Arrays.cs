using MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;
using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;
using static MlOps.Sdk.Testing.Emulator.GoogleSql.GoogleSqlType;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Functions of arrays, and those that take texts apart and put them together.</summary>
internal static class Arrays
{
    private static readonly GoogleSqlType s_string = GoogleSqlType.String;

    public static IReadOnlyList<ScalarFunction> Computed { get; } =
    [
        ScalarFunction.Of("gs_step", (long step) => step == 0 ? throw new SqlFailure("Sequence step cannot be 0.") : step),
    ];

    public static IReadOnlyList<SqlFunction> All =>
    [
        SqlFunction.Special("ARRAY_LENGTH", call => Typed.Of(GoogleSqlType.Int64, $"len({Array(call, 0).Sql})", call.Arguments)),
        SqlFunction.Special("ARRAY_REVERSE", call => Typed.Of(Array(call, 0).Type, $"list_reverse({Array(call, 0).Sql})", call.Arguments)),
        SqlFunction.Special("ARRAY_CONCAT", Concat),
        SqlFunction.Special("ARRAY_TO_STRING", ToText),
        SqlFunction.Special("GENERATE_ARRAY", Generate),
        SqlFunction.Special("GENERATE_DATE_ARRAY", GenerateDates),
        SqlFunction.Of(
            "SPLIT",
            Overload.Native("string_split({0}, ',')", ArrayOf(s_string), s_string),
            Overload.Native("(CASE WHEN {1} = '' AND {0} <> '' THEN regexp_extract_all({0}, '(?s).') ELSE string_split({0}, {1}) END)", ArrayOf(s_string), s_string, s_string)),
        SqlFunction.Of(
            "CODE_POINTS_TO_STRING",
            Overload.Native("array_to_string(list_transform({0}, lambda code: gs_chr(code)), '')", s_string, ArrayOf(GoogleSqlType.Int64))),
        SqlFunction.Of(
            "TO_CODE_POINTS",
            Overload.Native("list_transform(regexp_extract_all({0}, '(?s).'), lambda letter: gs_unicode(letter))", ArrayOf(GoogleSqlType.Int64), s_string)),
    ];

    /// <summary>Arrays one after the other; null if one is.</summary>
    public static string Joined(ExpressionResolver resolver, IReadOnlyList<Typed> arrays) => resolver.Once(arrays, sqls =>
        $"(CASE WHEN {string.Join(" OR ", sqls.Select(sql => $"{sql} IS NULL"))} THEN NULL ELSE {sqls.Aggregate((joined, next) => $"list_concat({joined}, {next})")} END)");

    private static Typed Array(FunctionCall call, int index) => index < call.Count && call.Arguments[index] is { Type.Kind: GoogleSqlTypeKind.Array } array
        ? array
        : throw call.NoSignature(call.Arguments, [$"{call.Name}(ARRAY)"]);

    private static Typed Concat(FunctionCall call)
    {
        call.RequireCount(1, int.MaxValue);
        GoogleSqlType type = Coercion.Common(call.Arguments) is { Kind: GoogleSqlTypeKind.Array } common ? common : throw call.NoSignature(call.Arguments, ["ARRAY_CONCAT(ARRAY, [ARRAY, ...])"]);
        Typed[] arrays = [.. call.Arguments.Select(argument => Coercion.To(argument, type)!)];
        return Typed.Of(type, Joined(call.Resolver, arrays), arrays);
    }

    // Nulls are left out, unless there is a text for them.
    private static Typed ToText(FunctionCall call)
    {
        call.RequireCount(2, 3);
        Typed array = Array(call, 0);
        if (array.Type.Element is not { Kind: GoogleSqlTypeKind.String })
            throw call.NoSignature(call.Arguments, ["ARRAY_TO_STRING(ARRAY<STRING>, STRING, [STRING])"]);
        string elements = call.Count == 3
            ? $"list_transform({array.Sql}, lambda element: coalesce(element, {call.Require(2, s_string).Sql}))"
            : $"list_filter({array.Sql}, lambda element: element IS NOT NULL)";
        return Typed.Of(s_string, $"array_to_string({elements}, {call.Require(1, s_string).Sql})", call.Arguments);
    }

    private static Typed Generate(FunctionCall call)
    {
        call.RequireCount(2, 3);
        GoogleSqlType? type = Coercion.Common(call.Arguments);
        if (type is { Kind: GoogleSqlTypeKind.Float64 })
            throw call.NotSupported("GENERATE_ARRAY of FLOAT64");
        if (type is not { Kind: GoogleSqlTypeKind.Int64 })
            throw call.NoSignature(call.Arguments, ["GENERATE_ARRAY(INT64, INT64, [INT64])"]);
        string step = call.Count > 2 ? $", gs_step({call.Require(2, type).Sql})" : "";
        return Typed.Of(ArrayOf(type), $"generate_series({call.Require(0, type).Sql}, {call.Require(1, type).Sql}{step})", call.Arguments);
    }

    // Each date is counted from the one before, so that after a shorter month the days stay early.
    private static Typed GenerateDates(FunctionCall call)
    {
        call.RequireCount(2, 3);
        Typed start = Coercion.To(call.Resolver.Resolve(call.Syntax.Arguments[0]), Date) ?? throw call.NoSignature([], ["GENERATE_DATE_ARRAY(DATE, DATE, [INTERVAL INT64 DATE_TIME_PART])"]);
        Typed end = Coercion.To(call.Resolver.Resolve(call.Syntax.Arguments[1]), Date) ?? throw call.NoSignature([], ["GENERATE_DATE_ARRAY(DATE, DATE, [INTERVAL INT64 DATE_TIME_PART])"]);
        Interval interval = call.Count < 3 ? new(call.At, new IntegerLiteral(call.At, "1"), "DAY")
            : call.Syntax.Arguments[2] as Interval ?? throw SqlError.At(call.Syntax.Arguments[2].At, "The third argument of GENERATE_DATE_ARRAY must be an INTERVAL");
        Typed count = Coercion.Require(call.Resolver.Resolve(interval.Count), GoogleSqlType.Int64, interval.At, () => "INTERVAL needs an INT64");
        (int days, int months) = interval.Unit switch
        {
            "DAY" => (1, 0),
            "WEEK" => (7, 0),
            "MONTH" => (0, 1),
            "QUARTER" => (0, 3),
            "YEAR" => (0, 12),
            _ => throw SqlError.At(interval.At, $"GENERATE_DATE_ARRAY does not support the {interval.Unit} date part"),
        };
        string step = $"{(months == 0 ? "to_days" : "to_months")}((gs_step({count.Sql}) * {Math.Max(days, months)})::INTEGER)";
        string sql = $"list_transform(generate_series({start.Sql}::TIMESTAMP, {end.Sql}::TIMESTAMP, {step}), lambda moment: moment::DATE)";
        return Typed.Of(ArrayOf(Date), sql, start, end, count);
    }
}
