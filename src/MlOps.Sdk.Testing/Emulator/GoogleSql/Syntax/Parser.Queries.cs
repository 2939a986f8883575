namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

internal sealed partial class Parser
{
    private bool IsQuery() => IsNext("SELECT") || (IsNext("WITH") && !IsNext("(", 1));

    private bool IsQueryContinued() => IsNext("UNION") || IsNext("INTERSECT") || IsNext("EXCEPT") || IsNext("ORDER") || IsNext("LIMIT");

    private Query Query() => Deeper(() => Query(null));

    // The first operand of a set operation may have been read already.
    private Query Query(QueryBody? first)
    {
        Position at = first?.At ?? Next.At;
        List<CommonTable> tables = [];
        if (first is null && Take("WITH"))
        {
            if (IsNext("RECURSIVE"))
                throw SqlError.NotSupported(Next.At, "WITH RECURSIVE");
            tables = List(() =>
            {
                Position start = Next.At;
                string name = Name();
                Expect("AS", "(");
                return new CommonTable(start, name, Closed(Query()));
            });
        }

        QueryBody body = Set(first ?? Body());
        List<SortItem> order = Take("ORDER", "BY") ? List(Sorted) : [];
        Expression? limit = Take("LIMIT") ? Expression() : null;
        Expression? offset = limit is not null && Take("OFFSET") ? Expression() : null;
        if (Next.IsSymbol("|>"))
            throw SqlError.NotSupported(Next.At, "pipe syntax");
        return new(at, tables, body, order, limit, offset);
    }

    private QueryBody Set(QueryBody first)
    {
        if (SetOperator() is not { } operation)
            return first;
        Position at = first.At;
        List<QueryBody> operands = [first, Body()];
        while (true)
        {
            Position next = Next.At;
            if (SetOperator() is not { } other)
                return new SetOperation(at, operation, operands);
            if (other != operation)
                throw SqlError.Syntax(next, "Different set operations cannot be used in the same query without using parentheses for grouping");
            operands.Add(Body());
        }
    }

    private string? SetOperator()
    {
        foreach (string word in (string[])["UNION", "INTERSECT", "EXCEPT"])
        {
            if (!Take(word))
                continue;
            if (word == "UNION" && Take("ALL"))
                return "UNION ALL";
            if (IsNext("ALL"))
                throw SqlError.NotSupported(Next.At, $"{word} ALL");
            return Take("DISTINCT") ? $"{word} DISTINCT" : throw Expected(word == "UNION" ? "keyword ALL or keyword DISTINCT" : "keyword DISTINCT");
        }

        return null;
    }

    private QueryBody Body()
    {
        Position at = Next.At;
        if (Take("("))
            return new Nested(at, Closed(Query()));
        return IsNext("SELECT") ? SelectRows() : throw Unexpected();
    }

    private Select SelectRows()
    {
        Position at = TakeToken().At;
        bool distinct = !Take("ALL") && Take("DISTINCT");
        SelectAs kind = Take("AS", "STRUCT") ? SelectAs.Struct : Take("AS", "VALUE") ? SelectAs.Value : SelectAs.Columns;
        if (IsNext("AS"))
            throw Unexpected();
        if (IsNext("FROM"))
            throw SqlError.Syntax(Next.At, "SELECT list must not be empty");

        // A comma at the end of the list is allowed.
        List<SelectItem> items = [Item()];
        while (Take(",") && !IsNext("FROM") && !IsNext(")") && Next.Kind != TokenKind.End)
            items.Add(Item());
        FromItem? from = Take("FROM") ? From() : null;
        Expression? where = Take("WHERE") ? Expression() : null;
        Grouping? grouping = IsNext("GROUP") ? GroupBy() : null;
        Expression? having = Take("HAVING") ? Expression() : null;
        Expression? qualify = Take("QUALIFY") ? Expression() : null;
        Dictionary<string, WindowSpecification> windows = new(StringComparer.OrdinalIgnoreCase);
        if (Take("WINDOW"))
        {
            foreach ((string name, WindowSpecification window) in List(NamedWindow))
                windows[name] = window;
        }

        return new(at, distinct, kind, items, from, where, grouping, having, qualify, windows);
    }

    private (string, WindowSpecification) NamedWindow()
    {
        string name = Name();
        Expect("AS");
        return (name, Window());
    }

    private SelectItem Item()
    {
        Position at = Next.At;
        if (Take("*"))
            return Star(at, null);
        Expression value = Expression();
        if (Next.IsSymbol(".") && Ahead(1).IsSymbol("*"))
        {
            _index += 2;
            return Star(at, value);
        }

        return new SelectValue(at, value, Alias());
    }

    private SelectStar Star(Position at, Expression? source)
    {
        List<string> except = [];
        List<(Expression, string)> replace = [];
        if (IsNext("EXCEPT") && IsNext("(", 1))
        {
            _index += 2;
            except = Closed(List(() => Name()));
        }

        if (Take("REPLACE", "("))
        {
            replace = Closed(List(() =>
            {
                Expression value = Expression();
                Take("AS");
                return (value, Name());
            }));
        }

        return new(at, source, except, replace);
    }

    private Grouping GroupBy()
    {
        Position at = TakeToken().At;
        Expect("BY");
        if (Take("ALL"))
            return new(at, true, []);
        foreach (string word in (string[])["ROLLUP", "CUBE", "GROUPING"])
        {
            if (IsNext(word))
                throw SqlError.NotSupported(Next.At, $"GROUP BY {word}");
        }

        return new(at, false, List(Expression));
    }
}
