using MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;
using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Functions that are only for windows.</summary>
internal static class WindowTable
{
    private static readonly Dictionary<string, Func<FunctionCall, string, Typed>> s_all = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ROW_NUMBER"] = Rank("row_number", GoogleSqlType.Int64),
        ["RANK"] = Rank("rank", GoogleSqlType.Int64),
        ["DENSE_RANK"] = Rank("dense_rank", GoogleSqlType.Int64),
        ["PERCENT_RANK"] = Rank("percent_rank", GoogleSqlType.Float64),
        ["CUME_DIST"] = Rank("cume_dist", GoogleSqlType.Float64),
        ["NTILE"] = (call, _) => new(GoogleSqlType.Int64, $"ntile({call.Require(0, GoogleSqlType.Int64).Sql}){AggregateCall.OverMark}"),
        ["LAG"] = (call, _) => Shifted(call, "lag"),
        ["LEAD"] = (call, _) => Shifted(call, "lead"),
        ["FIRST_VALUE"] = (call, _) => Chosen(call, "first_value", 1),
        ["LAST_VALUE"] = (call, _) => Chosen(call, "last_value", 1),
        ["NTH_VALUE"] = (call, _) => Chosen(call, "nth_value", 2),
        ["PERCENTILE_CONT"] = (call, _) => Percentile(call, "quantile_cont", GoogleSqlType.Float64),
        ["PERCENTILE_DISC"] = (call, _) => Percentile(call, "quantile_disc", null),
    };

    public static Func<FunctionCall, string, Typed>? Find(string name) => s_all.GetValueOrDefault(name);

    private static Func<FunctionCall, string, Typed> Rank(string function, GoogleSqlType type) => (call, _) =>
    {
        call.RequireCount(0, 0);
        return new(type, $"{function}(){AggregateCall.OverMark}");
    };

    private static Typed Shifted(FunctionCall call, string function)
    {
        call.RequireCount(1, 3);
        Typed value = Coercion.Typed(call.Arguments[0]);
        List<string> arguments = [value.Sql];
        if (call.Count > 1)
            arguments.Add(call.Constant<long>(1, "an integer literal") >= 0 ? call.Arguments[1].Sql : throw SqlError.At(call.At, $"The offset of {call.Name} must not be negative"));
        if (call.Count > 2)
            arguments.Add(call.Require(2, value.Type).Sql);
        return Typed.Of(value.Type, $"{function}({string.Join(", ", arguments)}){AggregateCall.OverMark}", value);
    }

    private static Typed Chosen(FunctionCall call, string function, int count)
    {
        call.RequireCount(count, count);
        Typed value = Coercion.Typed(call.Arguments[0]);
        string position = count > 1 ? $", {call.Require(1, GoogleSqlType.Int64).Sql}" : "";
        string nulls = call.Syntax.Modifiers.IgnoreNulls == true ? " IGNORE NULLS" : "";
        return Typed.Of(value.Type, $"{function}({value.Sql}{position}{nulls}){AggregateCall.OverMark}", value);
    }

    private static Typed Percentile(FunctionCall call, string function, GoogleSqlType? type)
    {
        call.RequireCount(2, 2);
        if (call.Syntax.Modifiers.IgnoreNulls == false)
            throw call.NotSupported($"RESPECT NULLS in {call.Name}");
        Typed value = type is null ? Coercion.Typed(call.Arguments[0]) : call.Require(0, type);
        Typed percentile = call.Require(1, GoogleSqlType.Float64);
        return percentile.Constant is double or long
            ? Typed.Of(value.Type, $"{function}({value.Sql}, {percentile.Sql}){AggregateCall.OverMark}", value)
            : throw SqlError.At(call.At, $"The second argument to {call.Name} must be a literal or parameter");
    }
}
