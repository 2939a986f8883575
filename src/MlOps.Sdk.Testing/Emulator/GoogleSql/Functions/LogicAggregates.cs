using MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Aggregates of conditions, and ANY_VALUE.</summary>
internal static class LogicAggregates
{
    public static IReadOnlyList<Aggregate> All => [Of("LOGICAL_AND", "bool_and"), Of("LOGICAL_OR", "bool_or"), new("ANY_VALUE", AnyValue)];

    private static Aggregate Of(string name, string function) => new(name, call =>
    {
        call.Refuse(distinct: true);
        Typed condition = call.Call.Require(0, GoogleSqlType.Bool);
        return Typed.Of(GoogleSqlType.Bool, call.Of(function, condition.Sql), condition);
    });

    private static Typed AnyValue(AggregateCall call)
    {
        call.Refuse(distinct: true, having: false);
        call.Call.RequireCount(1, 1);
        Typed value = Coercion.Typed(call.Arguments[0]);
        if (call.Modifiers.Having is not { } having)
            return Typed.Of(value.Type, call.Of("any_value", value.Sql), value);
        Typed key = call.Call.Resolver.Resolve(having.Value);
        return Typed.Of(value.Type, call.Of(having.Max ? "arg_max_null" : "arg_min_null", $"{value.Sql}, {key.Sql}"), value, key);
    }
}
