using MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Functions that choose among their arguments.</summary>
internal static class Conditions
{
    public static IReadOnlyList<SqlFunction> All =>
    [
        SqlFunction.Special("IF", If),
        SqlFunction.Special("IFNULL", call => Coalesce(call, 2, 2)),
        SqlFunction.Special("COALESCE", call => Coalesce(call, 1, int.MaxValue)),
        SqlFunction.Special("NULLIF", NullIf),
        SqlFunction.Special("ERROR", Error),
        SqlFunction.Special("GREATEST", call => Extreme(call, "greatest")),
        SqlFunction.Special("LEAST", call => Extreme(call, "least")),
    ];

    private static Typed If(FunctionCall call)
    {
        call.RequireCount(3, 3);
        Typed condition = call.Require(0, GoogleSqlType.Bool);
        Typed[] results = Common(call, 1);
        return Typed.Of(results[0].Type, Conditionals.If(condition.Sql, results[0].Sql, results[1].Sql), [condition, .. results]) with
        {
            IsNeverNaN = results.All(result => result.IsNeverNaN),
        };
    }

    private static Typed Coalesce(FunctionCall call, int least, int most)
    {
        call.RequireCount(least, most);
        Typed[] values = Common(call, 0);
        return Typed.Of(values[0].Type, $"coalesce({string.Join(", ", values.Select(value => value.Sql))})", values) with
        {
            IsNeverNaN = values.All(value => value.IsNeverNaN),
        };
    }

    private static Typed NullIf(FunctionCall call)
    {
        call.RequireCount(2, 2);
        Typed[] values = Common(call, 0);
        string sql = values[0].Type.Kind == GoogleSqlTypeKind.Float64
            ? call.Resolver.Once([values[0]], one => Conditionals.If(Operators.Equal(values[0] with { Sql = one[0], IsSimple = true }, values[1]), "NULL", one[0]))
            : $"nullif({values[0].Sql}, {values[1].Sql})";
        return Typed.Of(values[0].Type, sql, values);
    }

    // Its type is that of what stands beside it.
    private static Typed Error(FunctionCall call)
    {
        call.RequireCount(1, 1);
        return Typed.Of(GoogleSqlType.Null, $"error({call.Require(0, GoogleSqlType.String).Sql})", call.Arguments);
    }

    // Null and NaN win.
    private static Typed Extreme(FunctionCall call, string function)
    {
        call.RequireCount(1, int.MaxValue);
        Typed[] values = Common(call, 0);
        bool isDouble = values[0].Type.Kind == GoogleSqlTypeKind.Float64;
        string sql = call.Resolver.Once(values, sqls =>
        {
            string nulls = string.Join(" OR ", sqls.Select(x => $"{x} IS NULL"));
            string nans = isDouble ? $" WHEN {string.Join(" OR ", sqls.Select(x => $"isnan({x})"))} THEN 'NaN'::DOUBLE" : "";
            return $"(CASE WHEN {nulls} THEN NULL{nans} ELSE {function}({string.Join(", ", sqls)}) END)";
        });
        return Typed.Of(values[0].Type, sql, values) with { IsNeverNaN = values.All(value => value.IsNeverNaN) };
    }

    private static Typed[] Common(FunctionCall call, int first)
    {
        Typed[] values = [.. call.Arguments.Skip(first)];
        GoogleSqlType type = Coercion.Common(values) ?? throw call.NoSignature(call.Arguments, []);
        return [.. values.Select(value => Coercion.To(value, type)!)];
    }
}
