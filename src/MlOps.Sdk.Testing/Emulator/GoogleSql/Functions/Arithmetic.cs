using MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;
using static MlOps.Sdk.Testing.Emulator.GoogleSql.GoogleSqlType;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Functions of whole numbers, and operators that have a name: SAFE_ADD is an addition that gives null instead of failing.</summary>
internal static class Arithmetic
{
    public static IReadOnlyList<SqlFunction> All =>
    [
        SqlFunction.Of("ABS", Overload.Native("abs({0})", GoogleSqlType.Int64, GoogleSqlType.Int64).ThatCanFail(), Overload.Native("abs({0})", Float64, Float64), Overload.Native("abs({0})", Numeric, Numeric)),
        SqlFunction.Of(
            "SIGN",
            Overload.Of("gs_sign_int64", (long x) => (long)Math.Sign(x)),
            Overload.Of("gs_sign", (double x) => double.IsNaN(x) ? x : Math.Sign(x))),
        SqlFunction.Of("DIV", Overload.Of("gs_div", (long x, long y) => Quotient(x, y))),
        SqlFunction.Of("MOD", Overload.Of("gs_mod", (long x, long y) => y == 0 ? throw ByZero($"MOD({x}, {y})") : y == -1 ? 0 : x % y)),
        SqlFunction.Of("IEEE_DIVIDE", Overload.Of("gs_ieee_divide", (double x, double y) => x / y)),
        Safe("SAFE_ADD", "+", OperatorFunctions.Add),
        Safe("SAFE_SUBTRACT", "-", OperatorFunctions.Subtract),
        Safe("SAFE_MULTIPLY", "*", OperatorFunctions.Multiply),
        SqlFunction.Special("SAFE_DIVIDE", call => Typed.Of(
            Float64, $"{OperatorFunctions.Divide.Name}_or_null({call.Require(0, Float64).Sql}, {call.Require(1, Float64).Sql})", call.Arguments)),
        SqlFunction.Special("SAFE_NEGATE", SafeNegate, Overload.Of("gs_negate", (long x) => x == long.MinValue ? throw new SqlFailure($"int64 overflow: -({x})") : -x)),
        SqlFunction.Of("BIT_COUNT", Overload.Native("bit_count({0})", GoogleSqlType.Int64, GoogleSqlType.Int64)),
        SqlFunction.Of("RANGE_BUCKET", Overload.Native("len(list_filter({1}, lambda bound: bound <= {0}))", GoogleSqlType.Int64, GoogleSqlType.Int64, ArrayOf(GoogleSqlType.Int64))),
        SqlFunction.Of("RAND", Overload.Native("random()", Float64)),
    ];

    public static SqlFailure ByZero(string what) => new($"division by zero: {what}");

    private static long Quotient(long x, long y) => y == 0 ? throw ByZero($"{x} / {y}")
        : y == -1 && x == long.MinValue ? throw new SqlFailure($"int64 overflow: {x} / {y}")
        : x / y;

    // Whole numbers by the 128 bits of DuckDB's HUGEINT.
    private static SqlFunction Safe(string name, string symbol, ScalarFunction ofDoubles) => SqlFunction.Special(name, call =>
    {
        call.RequireCount(2, 2);
        GoogleSqlType? type = Coercion.Common(call.Arguments);
        if (type is not { Kind: GoogleSqlTypeKind.Int64 or GoogleSqlTypeKind.Float64 })
            throw call.NoSignature(call.Arguments, [$"{name}(INT64, INT64)", $"{name}(FLOAT64, FLOAT64)"]);
        (string x, string y) = (call.Require(0, type).Sql, call.Require(1, type).Sql);
        return Typed.Of(
            type,
            type.Kind == GoogleSqlTypeKind.Int64 ? $"TRY_CAST({x}::HUGEINT {symbol} {y}::HUGEINT AS BIGINT)" : $"{ofDoubles.Name}_or_null({x}, {y})",
            call.Arguments);
    });

    private static Typed SafeNegate(FunctionCall call)
    {
        Typed value = Coercion.Typed(call.Arguments[0]);
        return value.Type.Kind switch
        {
            GoogleSqlTypeKind.Int64 => Typed.Of(GoogleSqlType.Int64, $"gs_negate_or_null({value.Sql})", value),
            GoogleSqlTypeKind.Float64 => Typed.Of(Float64, $"(- {value.Sql})", value),
            _ => throw call.NoSignature(call.Arguments, ["SAFE_NEGATE(INT64)", "SAFE_NEGATE(FLOAT64)"]),
        };
    }
}
