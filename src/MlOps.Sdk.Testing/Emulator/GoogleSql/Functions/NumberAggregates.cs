using MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;
using static MlOps.Sdk.Testing.Emulator.GoogleSql.GoogleSqlTypeKind;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Aggregates that compute numbers.</summary>
internal static class NumberAggregates
{
    public static IReadOnlyList<Aggregate> All =>
    [
        new("COUNT", Count), new("COUNTIF", CountIf), new("SUM", Sum), new("AVG", Average), new("MIN", Min), new("MAX", Max),
        Deviation("STDDEV", "stddev_samp"), Deviation("STDDEV_SAMP", "stddev_samp"), Deviation("STDDEV_POP", "stddev_pop"),
        Deviation("VARIANCE", "var_samp"), Deviation("VAR_SAMP", "var_samp"), Deviation("VAR_POP", "var_pop"),
        OfTwo("CORR", "corr"), OfTwo("COVAR_POP", "covar_pop"), OfTwo("COVAR_SAMP", "covar_samp"),
        new("APPROX_COUNT_DISTINCT", call => Typed.Of(GoogleSqlType.Int64, Plain(call).Of("count", $"DISTINCT {One(call).Sql}"), call.Arguments)),
        Bits("BIT_AND", "bit_and"), Bits("BIT_OR", "bit_or"), Bits("BIT_XOR", "bit_xor"),
    ];

    private static AggregateCall Plain(AggregateCall call, bool distinct = false)
    {
        call.Refuse(distinct: distinct);
        return call;
    }

    private static Typed One(AggregateCall call)
    {
        call.Call.RequireCount(1, 1);
        return Coercion.Typed(call.Arguments[0]);
    }

    private static Typed Number(AggregateCall call) => One(call) is { Type.IsNumber: true } value
        ? value
        : throw call.Call.NoSignature(call.Arguments, [$"{call.Name}(INT64)", $"{call.Name}(FLOAT64)", $"{call.Name}(NUMERIC)"]);

    private static Typed Count(AggregateCall call)
    {
        Plain(call);
        return call.IsStar
            ? new(GoogleSqlType.Int64, call.Of("count", "*"))
            : Typed.Of(GoogleSqlType.Int64, call.Of("count", One(call).Sql), call.Arguments);
    }

    private static Typed CountIf(AggregateCall call)
    {
        Plain(call, distinct: true);
        Typed condition = call.Call.Require(0, GoogleSqlType.Bool);
        return Typed.Of(GoogleSqlType.Int64, call.Of("count", "*", condition.Sql), condition);
    }

    // DuckDB adds whole numbers in 128 bits; the cast fails where 64 don't suffice.
    private static Typed Sum(AggregateCall call)
    {
        Typed value = Number(Plain(call));
        string sum = call.Of("sum", value.Sql);
        return Typed.Of(value.Type, value.Type.Kind == Float64 ? sum : $"({sum})::{value.Type.DuckDb}", value);
    }

    private static Typed Average(AggregateCall call)
    {
        Typed value = Number(Plain(call));
        return value.Type.Kind == Numeric ? throw call.Call.NotSupported("AVG of NUMERIC; cast to FLOAT64") : Typed.Of(GoogleSqlType.Float64, call.Of("avg", value.Sql), value);
    }

    // NaN wins in both; DuckDB takes it for the greatest number.
    private static Typed Min(AggregateCall call)
    {
        Typed value = Ordered(call);
        string min = call.Of("min", value.Sql);
        return Typed.Of(value.Type, value.Type.Kind == Float64 ? $"(CASE WHEN {call.Of("bool_or", $"isnan({value.Sql})")} THEN 'NaN'::DOUBLE ELSE {min} END)" : min, value);
    }

    private static Typed Max(AggregateCall call)
    {
        Typed value = Ordered(call);
        return Typed.Of(value.Type, call.Of("max", value.Sql), value);
    }

    private static Typed Ordered(AggregateCall call) => One(Plain(call)) is { Type.Kind: not (GoogleSqlTypeKind.Array or Struct or Json) } value
        ? value
        : throw call.Call.NoSignature(call.Arguments, []);

    // DuckDB makes an error of an infinity.
    private static Aggregate Deviation(string name, string function) => new(name, call =>
    {
        Typed value = Number(Plain(call));
        value = Coercion.To(value, GoogleSqlType.Float64)!;
        string finite = call.Of(function, value.Sql, $"isfinite({value.Sql})");
        string sql = value.IsNeverNaN
            ? call.Of(function, value.Sql)
            : $"(CASE WHEN {call.Of("bool_or", $"NOT isfinite({value.Sql})")} THEN (CASE WHEN {call.Of("count", value.Sql)} > {(function.EndsWith("pop", StringComparison.Ordinal) ? 0 : 1)} THEN 'NaN'::DOUBLE END) ELSE {finite} END)";
        return Typed.Of(GoogleSqlType.Float64, sql, value);
    });

    // They take pairs without nulls.
    private static Aggregate OfTwo(string name, string function) => new(name, call =>
    {
        Plain(call, distinct: true).Call.RequireCount(2, 2);
        Typed x = call.Call.Require(0, GoogleSqlType.Float64);
        Typed y = call.Call.Require(1, GoogleSqlType.Float64);
        return Typed.Of(GoogleSqlType.Float64, call.Of(function, $"{x.Sql}, {y.Sql}"), x, y);
    });

    private static Aggregate Bits(string name, string function) => new(name, call =>
    {
        Typed value = Plain(call).Call.Require(0, GoogleSqlType.Int64);
        return Typed.Of(GoogleSqlType.Int64, call.Of(function, value.Sql), value);
    });
}
