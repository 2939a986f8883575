using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>ARRAY(query). One that maps the elements of another array becomes a lambda, which can stand in a lambda itself and is computed only where it is needed.</summary>
internal static class ArraySubqueries
{
    public static Typed Resolve(ExpressionResolver resolver, ArraySubquery subquery)
    {
        if (Mapped(resolver, subquery.Query) is { } mapped)
            return mapped;
        ResolvedQuery rows = resolver.Query(subquery.Query);
        if (rows.Columns.Count != 1)
            throw SqlError.At(subquery.At, "ARRAY subquery cannot have more than one column unless using SELECT AS STRUCT to build STRUCT values");
        if (rows.Columns[0].Type.Kind == GoogleSqlTypeKind.Array)
            throw SqlError.At(subquery.At, $"Cannot use array subquery with column of type {rows.Columns[0].Type} because nested arrays are not supported");
        GoogleSqlType type = GoogleSqlType.ArrayOf(rows.Columns[0].Type);
        return new Typed(type, $"coalesce(ARRAY({rows.Sql}), []::{type.DuckDb})") { HasSubquery = true };
    }

    // SELECT f(x) FROM UNNEST(a) AS x [WITH OFFSET AS o] [WHERE …] [ORDER BY o]
    private static Typed? Mapped(ExpressionResolver resolver, Query query)
    {
        if (query is not { With.Count: 0, Limit: null, Body: Select { Distinct: false, As: SelectAs.Columns, GroupBy: null, Having: null, Qualify: null } select }
            || select is not { Items: [SelectValue item], From: UnnestReference { Alias: not null } from }
            || !(query.OrderBy.Count == 0 || query.OrderBy is [{ Descending: false, NullsFirst: null, Value: Name key }] && from.OffsetAlias is not null && Scope.Is(key.Text, from.OffsetAlias)))
        {
            return null;
        }

        Scope before = resolver.Scope.For("UNNEST expression in FROM clause", "FROM clause");
        Typed array = resolver.In(before).Resolve(from.Array);
        if (array.Type.Element is not { } element || element.Kind == GoogleSqlTypeKind.Struct)
            return null;
        string variable = resolver.Context.NewVariable();
        string position = resolver.Context.NewVariable();
        Scope inner = new Scope(resolver.Scope) { NoAggregatesIn = "ARRAY subquery", NoWindowsIn = "ARRAY subquery" };
        inner.Variables[from.Alias] = new(element, variable) { IsSimple = true };
        if (from.OffsetAlias is { } offset)
            inner.Variables[offset] = new(GoogleSqlType.Int64, $"({position} - 1)") { IsSimple = true };
        Typed value;
        Typed? condition;
        try
        {
            value = Coercion.Typed(resolver.In(inner).Resolve(item.Value));
            condition = select.Where is { } where ? resolver.In(inner).Condition(where, "WHERE clause") : null;
        }
        catch (Http.EmulatorException)
        {
            // Such as an aggregate: as a query it is either something or a better message.
            return null;
        }

        if (value.HasSubquery || condition is { HasSubquery: true } || value.Type.Kind == GoogleSqlTypeKind.Array || (condition is not null && from.OffsetAlias is not null))
            return null;
        string elements = condition is null ? array.Sql : $"list_filter({array.Sql}, lambda {variable}: {condition.Sql})";
        string parameters = from.OffsetAlias is null ? variable : $"{variable}, {position}";
        GoogleSqlType type = GoogleSqlType.ArrayOf(value.Type);
        return Typed.Of(type, $"coalesce(list_transform({elements}, lambda {parameters}: {value.Sql}), []::{type.DuckDb})", [array, value, .. condition is null ? (Typed[])[] : [condition]]);
    }
}
