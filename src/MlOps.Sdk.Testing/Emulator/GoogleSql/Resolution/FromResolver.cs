using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>FROM: prints the items, and puts what they give into a scope.</summary>
internal sealed class FromResolver(ResolverContext context, Scope scope, CommonTables tables)
{
    public string Resolve(FromItem item) => item switch
    {
        TableReference table => Table(table),
        UnnestReference unnest => Unnest(unnest.Array, unnest.Alias, unnest.OffsetAlias),
        QueryReference query => Query(query),
        ModelReference model => new ModelResolver(context, this).Resolve(model),
        Join join => Joined(join),
        _ => throw new InvalidOperationException($"{item.GetType().Name} is unknown."),
    };

    /// <summary>The rows of a FROM item on their own, as a query.</summary>
    public ResolvedQuery Rows(FromItem item)
    {
        Position at = item.At;
        Select all = new(at, false, SelectAs.Columns, [new SelectStar(at, null, [], [])], item, null, null, null, null, new Dictionary<string, WindowSpecification>());
        return new QueryResolver(context, scope.Outer, tables).Resolve(new Query(at, [], all, [], null, null));
    }

    /// <summary>Makes a relation a FROM item with a name.</summary>
    public string Add(string? name, string sql, IReadOnlyList<QueryColumn> columns, Position at, bool isValues = false)
    {
        string range = context.NewRange();
        ScopeColumn[] found = [.. columns.Where(column => column.Name is not null || isValues).Select(column =>
            new ScopeColumn(column.Name ?? "", column.Type, $"{range}.{DuckDbText.Identifier(column.Printed)}"))];
        if (name is not null && scope.Ranges.Any(other => other.Name is not null && Scope.Is(other.Name, name)))
            throw SqlError.At(at, $"Duplicate table alias {name} in the same FROM clause");
        if (isValues)
        {
            ScopeColumn value = found[0];
            scope.Ranges.Add(OfValue(name, new Typed(value.Type, value.Sql) { IsSimple = true }));
        }
        else
        {
            scope.Ranges.Add(new(name, found));
        }

        return $"{sql} AS {range}";
    }

    private string Table(TableReference table)
    {
        string sample = table.SamplePercent is { } percent ? FormattableString.Invariant($" TABLESAMPLE SYSTEM ({percent} PERCENT)") : "";
        if (table.Path.Count == 1 && tables.Find(table.Path[0]) is { } common)
            return Add(table.Alias ?? table.Path[0], common.Name, common.Query.Columns, table.At, common.Query.IsValues) + sample;
        if (table.Path.Count > 1 && scope.FindRange(table.Path[0]) is not null)
        {
            Expression array = new Name(table.At, table.Path[0]);
            foreach (string part in table.Path.Skip(1))
                array = new FieldAccess(table.At, array, part);
            return Unnest(array, table.Alias ?? table.Path[^1], table.OffsetAlias);
        }

        TablePath path = context.Complete(table.Path, table.At);
        GoogleSqlTable found = context.Table(path, table.At);
        QueryColumn[] columns = [.. found.Columns.Select(column => new QueryColumn(column.Name, column.Name, column.Type))];
        return Add(table.Alias ?? path.Table, found.DuckDb, columns, table.At) + sample;
    }

    private string Query(QueryReference query)
    {
        ResolvedQuery rows = new QueryResolver(context, scope.Outer, tables).Resolve(query.Query);
        return Add(query.Alias, $"({rows.Sql})", rows.Columns, query.At, rows.IsValues);
    }

    // The elements see the items before them.
    private string Unnest(Expression written, string? alias, string? offset)
    {
        Scope before = scope.For("UNNEST expression in FROM clause", "FROM clause");
        Typed array = new ExpressionResolver(context, before).Resolve(written);
        if (array.Type.Element is not { } element)
            throw SqlError.At(written.At, $"Values referenced in UNNEST must be arrays. UNNEST contains expression of type {array.Type}");
        string range = context.NewRange();
        Typed value = new(element, $"{range}.\"value\"") { IsSimple = true };
        ScopeRange elements = OfValue(alias, value);
        if (alias is not null && scope.Ranges.Any(other => other.Name is not null && Scope.Is(other.Name, alias)))
            throw SqlError.At(written.At, $"Duplicate table alias {alias} in the same FROM clause");
        scope.Ranges.Add(elements);
        if (offset is null)
            return $"unnest({array.Sql}) AS {range}(\"value\")";
        scope.Ranges.Add(new(null, [new(offset, GoogleSqlType.Int64, $"({range}.\"offset\" - 1)")]));
        return $"unnest({array.Sql}) WITH ORDINALITY AS {range}(\"value\", \"offset\")";
    }

    // The fields of STRUCTs are columns; other values are a column that has the item's name.
    private static ScopeRange OfValue(string? name, Typed value) => value.Type.Kind == GoogleSqlTypeKind.Struct
        ? new(name, [.. value.Type.Fields.Select((field, index) =>
            new ScopeColumn(field.Name, field.Type, $"struct_extract({value.Sql}, {DuckDbText.Literal(value.Type.DuckDbField(index))})"))], value)
        : new(null, [new(name ?? "", value.Type, value.Sql)], value);

    private string Joined(Join join)
    {
        // What the left side gives is known to arrays on the right.
        string left = Resolve(join.Left);
        int count = scope.Ranges.Count;
        ScopeColumn[] mergedBefore = [.. scope.Merged];
        string right = Resolve(join.Right);
        if (join.Kind == "CROSS" || (join.Kind == "INNER" && join.On is null && join.Using.Count == 0))
            return join.Kind == "CROSS" || join.Right is UnnestReference or TableReference { Path.Count: > 1 }
                ? $"{left}\nCROSS JOIN {Grouped(join.Right, right)}"
                : throw SqlError.At(join.At, "INNER JOIN must have an immediately following ON or USING clause");
        string condition = join.On is { } on
            ? new ExpressionResolver(context, scope.For("JOIN ON clause", "JOIN ON clause")).Condition(on, "JOIN ON clause").Sql
            : string.Join(" AND ", join.Using.Select(name => Merge(join, name, count, mergedBefore)));
        return $"{left}\n{join.Kind} JOIN {Grouped(join.Right, right)} ON {condition}";
    }

    private static string Grouped(FromItem item, string sql) => item is Join ? $"({sql})" : sql;

    private string Merge(Join join, string name, int count, ScopeColumn[] mergedBefore)
    {
        ScopeColumn left = mergedBefore.FirstOrDefault(column => Scope.Is(column.Name, name)) ?? Only(scope.Ranges.Take(count), "left");
        ScopeColumn right = Only(scope.Ranges.Skip(count), "right");
        (Typed l, Typed r) = Operators.Comparable(join.At, "=", Scope.Read(left, join.At), Scope.Read(right, join.At));
        scope.Merged.RemoveAll(column => Scope.Is(column.Name, name));
        scope.Merged.Add(join.Kind switch
        {
            "FULL" => new(name, l.Type, $"coalesce({l.Sql}, {r.Sql})"),
            "RIGHT" => right,
            _ => left,
        });
        return Operators.Equal(l, r);

        ScopeColumn Only(IEnumerable<ScopeRange> ranges, string side)
        {
            ScopeColumn[] found = [.. ranges.SelectMany(range => range.Columns).Where(column => Scope.Is(column.Name, name))];
            return found.Length == 1
                ? found[0]
                : throw SqlError.At(join.At, found.Length == 0 ? $"Column {name} in USING clause not found on {side} side of join" : $"Column {name} in USING clause is ambiguous on {side} side of join");
        }
    }
}
