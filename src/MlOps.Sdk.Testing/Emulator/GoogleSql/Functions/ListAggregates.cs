using System.Globalization;
using MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;
using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Aggregates that give arrays and joined texts.</summary>
internal static class ListAggregates
{
    public static IReadOnlyList<Aggregate> All =>
        [new("ARRAY_AGG", ArrayAgg), new("ARRAY_CONCAT_AGG", ArrayConcatAgg), new("STRING_AGG", StringAgg), new("APPROX_QUANTILES", Quantiles), new("APPROX_TOP_COUNT", TopCount)];

    private static Typed ArrayAgg(AggregateCall call)
    {
        call.Refuse(order: false, limit: false, nulls: false);
        call.Call.RequireCount(1, 1);
        Typed value = Coercion.Typed(call.Arguments[0]);
        if (value.Type.Kind == GoogleSqlTypeKind.Array)
            throw SqlError.At(call.At, "The argument to ARRAY_AGG must not be an array type but was " + value.Type);

        // An array that holds null is an error in a result of BigQuery's.
        string? filter = call.Modifiers.IgnoreNulls == true ? $"{value.Sql} IS NOT NULL" : null;
        string list = call.Of("list", value.Sql, filter, call.Order());
        return Typed.Of(GoogleSqlType.ArrayOf(value.Type), Limited(call, list), value);
    }

    private static Typed ArrayConcatAgg(AggregateCall call)
    {
        call.Refuse(distinct: true, order: false, limit: false);
        call.Call.RequireCount(1, 1);
        Typed value = call.Arguments[0];
        return value.Type.Kind != GoogleSqlTypeKind.Array
            ? throw call.Call.NoSignature(call.Arguments, ["ARRAY_CONCAT_AGG(ARRAY)"])
            : Typed.Of(value.Type, $"flatten({Limited(call, call.Of("list", value.Sql, $"{value.Sql} IS NOT NULL", call.Order()))})", value);
    }

    private static Typed StringAgg(AggregateCall call)
    {
        call.Refuse(order: false, limit: false);
        call.Call.RequireCount(1, 2);
        Typed value = call.Call.Require(0, GoogleSqlType.String);
        string separator = DuckDbText.Literal(call.Call.Count > 1 ? call.Call.Constant<string>(1, "a string literal") : ",");
        string sql = call.Modifiers.Limit is null
            ? call.Of("string_agg", $"{value.Sql}, {separator}", order: call.Order())
            : $"array_to_string({Limited(call, call.Of("list", value.Sql, $"{value.Sql} IS NOT NULL", call.Order()))}, {separator})";
        return Typed.Of(GoogleSqlType.String, sql, value);
    }

    private static string Limited(AggregateCall call, string list) => call.Modifiers.Limit is null ? list
        : call.Modifiers.Limit is IntegerLiteral limit ? $"({list})[1:{limit.Text}]"
        : throw SqlError.At(call.At, $"LIMIT in {call.Name} must be an integer literal");

    // Elements that occur, the least and the greatest among them, as BigQuery's are.
    private static Typed Quantiles(AggregateCall call)
    {
        call.Refuse(order: true, nulls: false);
        call.Call.RequireCount(2, 2);
        Typed value = Coercion.Typed(call.Arguments[0]);
        long count = call.Call.Constant<long>(1, "an integer literal");
        if (count is < 1 or > 100_000)
            throw SqlError.At(call.At, "The second argument to APPROX_QUANTILES must be from 1 to 100000");
        if (call.Modifiers.IgnoreNulls == false)
            throw call.Call.NotSupported("RESPECT NULLS in APPROX_QUANTILES");
        string places = string.Join(", ", Enumerable.Range(0, (int)count + 1).Select(place => DuckDbText.Number((double)place / count)));
        return Typed.Of(GoogleSqlType.ArrayOf(value.Type), call.Of("quantile_disc", $"{value.Sql}, [{places}]"), value);
    }

    private static Typed TopCount(AggregateCall call)
    {
        call.Refuse(distinct: true);
        call.Call.RequireCount(2, 2);
        Typed value = Coercion.Typed(call.Arguments[0]);
        long count = call.Call.Constant<long>(1, "an integer literal");
        GoogleSqlType type = GoogleSqlType.ArrayOf(GoogleSqlType.StructOf([new("value", value.Type), new("count", GoogleSqlType.Int64)]));
        string entries = $"map_entries({call.Of("histogram", value.Sql)})";
        string sorted = $"list_sort(list_transform({entries}, lambda e: struct_pack(n := - e.value::BIGINT, v := e.key)))[1:{count.ToString(CultureInfo.InvariantCulture)}]";
        return Typed.Of(type, $"list_transform({sorted}, lambda e: struct_pack(value := e.v, \"count\" := - e.n))", value);
    }
}
