using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>Queries: CTEs, set operations, and the order and limit of both.</summary>
internal sealed class QueryResolver(ResolverContext context, Scope? outer, CommonTables? tables = null)
{
    private readonly CommonTables _tables = new(tables ?? context.Tables);

    public ResolvedQuery Resolve(Query query)
    {
        List<string> common = [];
        CommonTables? around = context.Tables;
        foreach (CommonTable table in query.With)
        {
            ResolvedQuery rows = new QueryResolver(context, outer, _tables).Resolve(table.Query);
            string name = DuckDbText.Identifier($"{context.NewRange()}_{table.Name}");
            if (!_tables.Add(table.Name, name, rows))
                throw SqlError.At(table.At, $"Duplicate alias {table.Name} for WITH subquery");
            common.Add($"{name} AS ({rows.Sql})");
        }

        // Subqueries in expressions see the CTEs too.
        context.Tables = _tables;
        ResolvedQuery result = query.Body is Select select
            ? new SelectResolver(context, outer, _tables, select).Resolve(query.OrderBy, Limit(query))
            : Ordered(Body(query.Body), query);
        context.Tables = around;
        return common.Count == 0 ? result : result with { Sql = $"WITH {string.Join(",\n", common)}\n{result.Sql}" };
    }

    private ResolvedQuery Body(QueryBody body) => body switch
    {
        Select select => new SelectResolver(context, outer, _tables, select).Resolve([], ""),
        Nested nested => new QueryResolver(context, outer, _tables).Resolve(nested.Query),
        SetOperation operation => Combined(operation),
        _ => throw new InvalidOperationException($"{body.GetType().Name} is unknown."),
    };

    private ResolvedQuery Combined(SetOperation operation)
    {
        ResolvedQuery[] operands = [.. operation.Operands.Select(Body)];
        string name = operation.Operator;
        for (int i = 1; i < operands.Length; i++)
        {
            if (operands[i].Columns.Count != operands[0].Columns.Count)
            {
                throw SqlError.At(
                    operation.Operands[i].At,
                    $"Queries in {name} have mismatched column count; query 1 has {operands[0].Columns.Count} columns, query {i + 1} has {operands[i].Columns.Count} columns");
            }
        }

        GoogleSqlType[] types = [.. operands[0].Columns.Select((column, index) => Common(operation, operands, index))];
        string symbol = name switch { "UNION ALL" => "UNION ALL", "UNION DISTINCT" => "UNION", "INTERSECT DISTINCT" => "INTERSECT", _ => "EXCEPT" };
        string sql = string.Join($"\n{symbol}\n", operands.Select(operand => $"({operand.As(types)})"));
        return new(sql, [.. operands[0].Columns.Select((column, index) => column with { Type = types[index] })], operands[0].IsValues);
    }

    private static GoogleSqlType Common(SetOperation operation, ResolvedQuery[] operands, int index) =>
        Coercion.Common([.. operands.Select(operand => operand.Columns[index].IsNull ? Literals.Null : new Typed(operand.Columns[index].Type, ""))])
            ?? (operands.All(operand => operand.Columns[index].IsNull) ? GoogleSqlType.Int64 : throw SqlError.At(
                operation.Operands[1].At,
                $"Column {index + 1} in {operation.Operator} has incompatible types: {string.Join(", ", operands.Select(operand => operand.Columns[index].Type))}"));

    private ResolvedQuery Ordered(ResolvedQuery rows, Query query)
    {
        string limit = Limit(query);
        if (query.OrderBy.Count == 0)
            return limit.Length == 0 ? rows : rows with { Sql = $"({rows.Sql}){limit}" };
        string range = context.NewRange();
        Scope scope = new(outer) { NoAggregatesIn = "ORDER BY clause after set operation", NoWindowsIn = "ORDER BY clause after set operation" };
        scope.Ranges.Add(new(null, [.. rows.Columns.Where(column => column.Name is not null).Select(column =>
            new ScopeColumn(column.Name!, column.Type, $"{range}.{DuckDbText.Identifier(column.Printed)}"))]));
        ExpressionResolver resolver = new(context, scope);
        IEnumerable<string> keys = query.OrderBy.Select(item => item.Value is IntegerLiteral number
            ? SortOrder.Print(Ordinal(rows, number, range), item)
            : SortOrder.Print(resolver.Resolve(item.Value), item));
        return rows with { Sql = $"SELECT * FROM ({rows.Sql}) AS {range}\nORDER BY {string.Join(", ", keys)}{limit}" };
    }

    private static Typed Ordinal(ResolvedQuery rows, IntegerLiteral number, string range)
    {
        if (!int.TryParse(number.Text, System.Globalization.CultureInfo.InvariantCulture, out int ordinal) || ordinal < 1 || ordinal > rows.Columns.Count)
            throw SqlError.At(number.At, $"ORDER BY column number item is out of range. Column numbers must be between 1 and {rows.Columns.Count} inclusive");
        QueryColumn column = rows.Columns[ordinal - 1];
        return new(column.Type, $"{range}.{DuckDbText.Identifier(column.Printed)}") { IsSimple = true };
    }

    private string Limit(Query query) => (query.Limit is { } limit ? $"\nLIMIT {Count(limit, "LIMIT")}" : "") + (query.Offset is { } offset ? $" OFFSET {Count(offset, "OFFSET")}" : "");

    private string Count(Expression written, string clause) => written is IntegerLiteral or Parameter or Cast
        && new ExpressionResolver(context, new Scope(null)).Resolve(written) is { Type.Kind: GoogleSqlTypeKind.Int64, Constant: long count }
        ? count >= 0 ? count.ToString(System.Globalization.CultureInfo.InvariantCulture) : throw SqlError.At(written.At, $"{clause} expects a non-negative integer literal or parameter")
        : throw SqlError.Syntax(written.At, $"{clause} expects an integer literal or parameter");
}
