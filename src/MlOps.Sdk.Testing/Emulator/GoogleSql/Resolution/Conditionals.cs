using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>CASE, and what is a CASE in other words.</summary>
internal static class Conditionals
{
    public static Typed Case(ExpressionResolver resolver, Case conditional)
    {
        Typed[] results = [.. conditional.Branches.Select(branch => resolver.Resolve(branch.Then)), conditional.Else is { } otherwise ? resolver.Resolve(otherwise) : Literals.Null];
        GoogleSqlType type = Coercion.Common(results)
            ?? throw SqlError.At(conditional.At, $"No matching signature for operator CASE for argument types: {Calls.Types(results)}");
        results = [.. results.Select(result => Coercion.To(result, type)!)];
        if (conditional.Operand is null)
        {
            Typed[] conditions = [.. conditional.Branches.Select(branch => resolver.Condition(branch.When, "CASE WHEN"))];
            return Typed.Of(type, Print(conditions.Select(condition => condition.Sql), results), [.. conditions, .. results]) with { IsNeverNaN = results.All(result => result.IsNeverNaN) };
        }

        Typed operand = resolver.Resolve(conditional.Operand);
        Typed[] keys = [.. conditional.Branches.Select(branch => resolver.Resolve(branch.When))];
        GoogleSqlType compared = Coercion.Common([operand, .. keys])
            ?? throw SqlError.At(conditional.At, $"No matching signature for operator CASE for argument types: {Calls.Types([operand, .. keys])}");
        operand = Coercion.To(operand, compared)!;
        keys = [.. keys.Select(key => Coercion.To(key, compared)!)];

        // Only NaN is equal to itself in DuckDB.
        string sql = compared.Kind == GoogleSqlTypeKind.Float64 && keys.Any(key => !key.IsNeverNaN)
            ? resolver.Once([operand], one => Print(keys.Select(key => Operators.Equal(operand with { Sql = one[0], IsSimple = true }, key)), results))
            : Print(keys.Select(key => key.Sql), results, operand.Sql);
        return Typed.Of(type, sql, [operand, .. keys, .. results]);
    }

    public static string If(string condition, string yes, string no) => $"(CASE WHEN {condition} THEN {yes} ELSE {no} END)";

    private static string Print(IEnumerable<string> whens, IReadOnlyList<Typed> results, string operand = "") =>
        $"(CASE{(operand.Length > 0 ? $" {operand}" : "")}{string.Concat(whens.Select((when, index) => $" WHEN {when} THEN {results[index].Sql}"))} ELSE {results[^1].Sql} END)";
}
