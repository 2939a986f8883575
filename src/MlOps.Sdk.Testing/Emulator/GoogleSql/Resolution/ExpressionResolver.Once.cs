using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

internal sealed partial class ExpressionResolver
{
    /// <summary>DuckDB's SQL that takes values more than once and computes them once: those that aren't simple become the argument of a lambda.</summary>
    public string Once(IReadOnlyList<Typed> values, Func<string[], string> body)
    {
        string[] sqls = [.. values.Select(value => value.Sql)];
        int[] complex = [.. Enumerable.Range(0, sqls.Length).Where(index => !values[index].IsSimple)];
        if (complex.Length == 0)
            return body(sqls);
        string variable = context.NewVariable();
        string argument = complex.Length == 1 ? values[complex[0]].Sql : $"{{{string.Join(", ", complex.Select(index => $"'a{index}': {values[index].Sql}"))}}}";
        foreach (int index in complex)
            sqls[index] = complex.Length == 1 ? variable : $"struct_extract({variable}, 'a{index}')";
        return $"list_transform([{argument}], lambda {variable}: {body(sqls)})[1]";
    }

    // WITH(a AS x, b AS y, body). A lambda can't hold subqueries: where the body has one, the variables are put in as they are written.
    private Typed With(WithExpression with, IReadOnlyList<(string Name, Expression Value)> variables, ExpressionResolver resolver)
    {
        if (variables.Count == 0)
            return resolver.Resolve(with.Body);
        (string name, Expression written) = variables[0];
        (string, Expression)[] others = [.. variables.Skip(1)];
        Typed value = Coercion.Typed(resolver.Resolve(written));
        if (value.IsSimple)
            return With(with, others, resolver.In(resolver.Scope.Inner([(name, value)])));
        string variable = context.NewVariable();
        Typed bound = new(value.Type, variable) { IsSimple = true, IsNeverNaN = value.IsNeverNaN };
        Typed body = With(with, others, resolver.In(resolver.Scope.Inner([(name, bound)])));
        return body.HasSubquery || body.HasAggregate || body.HasWindow
            ? With(with, others, resolver.In(resolver.Scope.Inner([(name, value)])))
            : Typed.Of(body.Type, $"list_transform([{value.Sql}], lambda {variable}: {body.Sql})[1]", value, body) with { IsNeverNaN = body.IsNeverNaN };
    }
}
