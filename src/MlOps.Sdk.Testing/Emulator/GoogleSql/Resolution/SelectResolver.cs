using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>One SELECT.</summary>
internal sealed class SelectResolver(ResolverContext context, Scope? outer, CommonTables tables, Select select)
{
    private readonly Scope _from = new(outer);
    private readonly List<SelectColumn> _columns = [];
    private readonly HashSet<string> _keys = [];
    private bool _isGrouped;

    public ResolvedQuery Resolve(IReadOnlyList<SortItem> order, string limit)
    {
        string from = select.From is { } item ? $"\nFROM {new FromResolver(context, _from, tables).Resolve(item)}" : "";
        string where = select.Where is { } condition ? $"\nWHERE {On("WHERE clause", "WHERE clause").Condition(condition, "WHERE clause").Sql}" : "";
        if (select.From is null && select.Where is not null)
            throw SqlError.At(select.Where.At, "Query without FROM clause cannot have a WHERE clause");
        ResolveItems();
        string groups = ResolveGroups();
        Scope after = AfterSelect();
        string having = select.Having is { } wanted ? $"\nHAVING {Checked(On(after, null, "HAVING clause").Condition(wanted, "HAVING clause")).Sql}" : "";
        string qualify = select.Qualify is { } chosen ? $"\nQUALIFY {Checked(On(after, null, null).Condition(chosen, "QUALIFY clause")).Sql}" : "";
        Typed[] sorted = select.Distinct ? [] : [.. order.Select(key => Checked(SortKey(key, after)))];
        bool hasAggregates = _columns.Any(column => column.Value.HasAggregate) || sorted.Any(key => key.HasAggregate) || select.Having is not null;
        _isGrouped = _isGrouped || hasAggregates;
        foreach (SelectColumn column in _columns)
            Checked(column.Value);
        string list = Print(out IReadOnlyList<QueryColumn> columns);
        string body = $"SELECT {(select.Distinct ? "DISTINCT " : "")}{list}{from}{where}{groups}{having}{qualify}";
        if (select.Distinct && order.Count > 0)
            return new(Around(body, columns, order) + limit, columns, select.As != SelectAs.Columns);
        string by = sorted.Length == 0 ? "" : $"\nORDER BY {string.Join(", ", sorted.Select((key, index) => SortOrder.Print(key, order[index])))}";
        return new(body + by + limit, columns, select.As != SelectAs.Columns);
    }

    private ExpressionResolver On(string? noAggregates, string? noWindows) => new(context, _from.For(noAggregates, noWindows, select.Windows));

    private ExpressionResolver On(Scope scope, string? noAggregates, string? noWindows) => new(context, scope.For(noAggregates, noWindows, select.Windows));

    private void ResolveItems()
    {
        ExpressionResolver resolver = On(select.From is null ? "SELECT without FROM clause" : null, noWindows: null);
        foreach (SelectItem item in select.Items)
        {
            if (item is SelectStar star)
                _columns.AddRange(new StarResolver(resolver, _from).Columns(star));
            else if (item is SelectValue value)
                _columns.Add(new(value.At, value.Alias ?? Implicit(value.Value), value.Alias is not null, resolver.Resolve(value.Value), value.Value));
        }
    }

    private static string? Implicit(Expression value) => value switch
    {
        Name name => name.Text,
        FieldAccess access => access.Field,
        _ => null,
    };

    private string ResolveGroups()
    {
        if (select.GroupBy is not { } grouping)
            return "";
        _isGrouped = true;
        List<string> keys = [];
        if (grouping.All)
        {
            foreach ((SelectColumn column, int index) in _columns.Select((column, index) => (column, index)).Where(pair => !pair.column.Value.HasAggregate && pair.column.Value.Ungrouped is not null))
                keys.Add(Key(column, index));
        }

        foreach (Expression written in grouping.Keys)
        {
            int index = IndexOf(written);
            if (index >= 0)
            {
                keys.Add(Key(_columns[index], index));
                continue;
            }

            Typed value = On("GROUP BY clause", "GROUP BY clause").Resolve(written);
            CheckGroupable(value.Type, written.At);
            _keys.Add(value.Sql);
            keys.Add(value.Sql);
        }

        return keys.Count == 0 ? "" : $"\nGROUP BY {string.Join(", ", keys.Distinct())}";
    }

    private string Key(SelectColumn column, int index)
    {
        if (column.Value.HasAggregate)
            throw SqlError.At(column.At, $"Column {index + 1} contains an aggregation function, which is not allowed in GROUP BY");
        if (column.Value.HasWindow)
            throw SqlError.At(column.At, $"Column {index + 1} contains an analytic function, which is not allowed in GROUP BY");
        CheckGroupable(column.Value.Type, column.At);
        _keys.Add(column.Value.Sql);

        // An ordinal, since DuckDB would take a constant for one, and has no subqueries in GROUP BY.
        return select.As == SelectAs.Struct ? column.Value.Sql : $"{index + 1}";
    }

    private static void CheckGroupable(GoogleSqlType type, Position at)
    {
        if (type.Kind is GoogleSqlTypeKind.Array or GoogleSqlTypeKind.Struct or GoogleSqlTypeKind.Json)
            throw SqlError.At(at, $"Grouping by expressions of type {type.Kind.ToString().ToUpperInvariant()} is not allowed");
    }

    // The column of the SELECT list that a number or an alias means; -1 if it is an expression.
    private int IndexOf(Expression written)
    {
        if (written is IntegerLiteral number)
        {
            return int.TryParse(number.Text, System.Globalization.CultureInfo.InvariantCulture, out int ordinal) && ordinal >= 1 && ordinal <= _columns.Count
                ? ordinal - 1
                : throw SqlError.At(written.At, $"GROUP BY column number item is out of range. Column numbers must be between 1 and {_columns.Count} inclusive");
        }

        return written is Name name ? _columns.FindIndex(column => column.Name is not null && Scope.Is(column.Name, name.Text)) : -1;
    }

    // What comes after SELECT sees its aliases, before the columns of FROM.
    private Scope AfterSelect()
    {
        Scope scope = _from.For(null, null);
        foreach (SelectColumn column in _columns.Where(column => column.IsAlias))
            scope.Variables[column.Name!] = column.Value;
        return scope;
    }

    private Typed SortKey(SortItem item, Scope after)
    {
        if (item.Value is not IntegerLiteral number)
            return On(after, null, null).Resolve(item.Value);
        return int.TryParse(number.Text, System.Globalization.CultureInfo.InvariantCulture, out int ordinal) && ordinal >= 1 && ordinal <= _columns.Count
            ? _columns[ordinal - 1].Value
            : throw SqlError.At(number.At, $"ORDER BY column number item is out of range. Column numbers must be between 1 and {_columns.Count} inclusive");
    }

    // Columns that are neither grouped nor aggregated.
    private Typed Checked(Typed value)
    {
        if (!_isGrouped || value.Ungrouped is not { } column || _keys.Contains(value.Sql) || IsMadeOfKeys(value, column))
            return value;
        throw SqlError.At(column.At, $"SELECT list expression references column {column.Name} which is neither grouped nor aggregated");
    }

    // Whether the column itself is a key, or the expression has a key in it; what more it has, DuckDB checks.
    private bool IsMadeOfKeys(Typed value, (Position At, string Name) column) =>
        _keys.Contains(_from.Find(column.Name, column.At)?.Sql ?? "") || _keys.Any(key => key.Length > 0 && value.Sql.Contains(key, StringComparison.Ordinal));

    private string Print(out IReadOnlyList<QueryColumn> columns)
    {
        if (select.As == SelectAs.Struct)
        {
            Typed[] fields = [.. _columns.Select(column => Coercion.Typed(column.Value))];
            GoogleSqlType type = GoogleSqlType.StructOf([.. _columns.Select((column, index) => new GoogleSqlField(column.Name ?? "", fields[index].Type))]);
            columns = [new(null, "value", type)];
            return $"{Literals.Struct(type, fields)} AS \"value\"";
        }

        if (select.As == SelectAs.Value && _columns.Count != 1)
            throw SqlError.At(select.At, "SELECT AS VALUE query must have exactly one column");
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        List<QueryColumn> printed = [];
        foreach (SelectColumn column in _columns)
        {
            string name = column.Name ?? $"f{printed.Count}_";
            string unique = name;
            for (int i = 1; !taken.Add(unique); i++)
                unique = $"{name}_{i}";
            printed.Add(new(column.Name, unique, Coercion.Typed(column.Value).Type) { IsNull = column.Value.Type.Kind == GoogleSqlTypeKind.Null });
        }

        columns = printed;
        return string.Join(", ", _columns.Select((column, index) => $"{Coercion.Typed(column.Value).Sql} AS {DuckDbText.Identifier(printed[index].Printed)}"));
    }

    // DISTINCT leaves only the columns to sort by.
    private string Around(string body, IReadOnlyList<QueryColumn> columns, IReadOnlyList<SortItem> order)
    {
        string range = context.NewRange();
        List<string> keys = [];
        foreach (SortItem item in order)
        {
            Typed value = SortKey(item, AfterSelect());
            int index = _columns.FindIndex(column => column.Value.Sql == value.Sql);
            if (index < 0)
                throw SqlError.At(item.Value.At, "ORDER BY clause expression references a column which is not visible after SELECT DISTINCT");
            keys.Add(SortOrder.Print(value with { Sql = $"{range}.{DuckDbText.Identifier(columns[index].Printed)}" }, item));
        }

        return $"SELECT * FROM ({body}) AS {range}\nORDER BY {string.Join(", ", keys)}";
    }
}
