namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

internal sealed partial class Parser
{
    private Expression FunctionCall()
    {
        Token first = TakeToken();
        bool isSafe = first.IsWord("SAFE") && IsNext(".");
        string name = first.Text;
        if (isSafe)
        {
            _index++;
            name = Name(anyWord: true);
        }

        while (Take("."))
            name += "." + Name(anyWord: true);
        Expect("(");
        CallModifiers modifiers = new(Distinct: Take("DISTINCT"));
        List<Expression> arguments = IsNext(")") || IsModifier() ? [] : List(Argument);
        modifiers = Modifiers(modifiers);
        Expect(")");
        if (IsNext("OVER"))
            modifiers = modifiers with { Over = Over() };
        return new Call(first.At, name.ToUpperInvariant(), isSafe, arguments, modifiers);
    }

    private bool IsModifier() => AreNext("ORDER", "BY") || AreNext("IGNORE", "NULLS") || AreNext("RESPECT", "NULLS") || IsNext("LIMIT");

    private Expression Argument()
    {
        Position at = Next.At;
        if (Next.IsSymbol("*") && (IsNext(")", 1) || IsNext(",", 1)))
        {
            _index++;
            return new Star(at);
        }

        if (Next.IsName && Ahead(1).IsSymbol("=>"))
        {
            string name = TakeToken().Text;
            _index++;
            return new NamedArgument(at, name, Expression());
        }

        Expression value = Expression();
        return Next.IsSymbol("->") ? throw SqlError.NotSupported(Next.At, "lambdas") : value;
    }

    private CallModifiers Modifiers(CallModifiers modifiers)
    {
        if (Take("IGNORE", "NULLS"))
            modifiers = modifiers with { IgnoreNulls = true };
        else if (Take("RESPECT", "NULLS"))
            modifiers = modifiers with { IgnoreNulls = false };
        if (Take("HAVING"))
        {
            bool max = Take("MAX");
            if (!max)
                Expect("MIN");
            modifiers = modifiers with { Having = (max, Expression()) };
        }

        if (Take("ORDER", "BY"))
            modifiers = modifiers with { OrderBy = List(Sorted) };
        if (Take("LIMIT"))
            modifiers = modifiers with { Limit = Expression() };
        return modifiers;
    }

    private SortItem Sorted()
    {
        Expression value = Expression();
        bool descending = !Take("ASC") && Take("DESC");
        bool? nullsFirst = Take("NULLS", "FIRST") ? true : Take("NULLS", "LAST") ? false : null;
        return new(value, descending, nullsFirst);
    }

    private WindowSpecification Over()
    {
        Position at = TakeToken().At;
        return Next.IsName ? new(at, TakeToken().Text, [], [], null) : Window();
    }

    private WindowSpecification Window()
    {
        Position at = Next.At;
        Expect("(");
        string? name = Next.IsName ? TakeToken().Text : null;
        List<Expression> partitions = Take("PARTITION", "BY") ? List(Expression) : [];
        List<SortItem> order = Take("ORDER", "BY") ? List(Sorted) : [];
        WindowFrame? frame = IsNext("ROWS") || IsNext("RANGE") ? Frame() : null;
        Expect(")");
        return new(at, name, partitions, order, frame);
    }

    private WindowFrame Frame()
    {
        Position at = Next.At;
        bool rows = TakeToken().IsWord("ROWS");
        if (!Take("BETWEEN"))
            return new(at, rows, Bound(), null);
        FrameBound start = Bound();
        Expect("AND");
        return new(at, rows, start, Bound());
    }

    private FrameBound Bound()
    {
        if (Take("CURRENT", "ROW"))
            return new("CURRENT ROW", null);
        string unbounded = Take("UNBOUNDED") ? "UNBOUNDED " : "";
        Expression? distance = unbounded.Length > 0 ? null : Expression();
        if (Take("PRECEDING"))
            return new(unbounded + "PRECEDING", distance);
        Expect("FOLLOWING");
        return new(unbounded + "FOLLOWING", distance);
    }

    private Case CaseOf(Position at)
    {
        _index++;
        Expression? operand = IsNext("WHEN") ? null : Expression();
        List<(Expression, Expression)> branches = [];
        while (Take("WHEN"))
        {
            Expression when = Expression();
            Expect("THEN");
            branches.Add((when, Expression()));
        }

        if (branches.Count == 0)
            throw Expected("keyword WHEN");
        Expression? otherwise = Take("ELSE") ? Expression() : null;
        Expect("END");
        return new(at, operand, branches, otherwise);
    }

    private Cast CastTo(Position at)
    {
        bool isSafe = TakeToken().IsWord("SAFE_CAST");
        Expect("(");
        Expression operand = Expression();
        Expect("AS");
        TypeName type = Type();
        Expression? format = Take("FORMAT") ? Expression() : null;
        Expect(")");
        return new(at, operand, type, isSafe, format);
    }

    private Extract ExtractFrom(Position at)
    {
        _index++;
        Expect("(");
        Expression part = Expression();
        Expect("FROM");
        Expression source = Expression();
        Expression? zone = Take("AT", "TIME", "ZONE") ? Expression() : null;
        Expect(")");
        return new(at, part, source, zone);
    }

    private Expression ArrayOf(Position at)
    {
        _index++;
        if (Take("("))
            return new ArraySubquery(at, Closed(Query()));
        TypeName? element = null;
        if (Take("<"))
        {
            element = Type();
            Expect(">");
        }

        return Array(at, element);
    }

    private ArrayLiteral Array(Position at, TypeName? element)
    {
        Expect("[");
        List<Expression> items = IsNext("]") ? [] : List(Expression);
        Expect("]");
        return new(at, element, items);
    }

    private StructLiteral StructOf(Position at)
    {
        TypeName? type = null;
        if (IsNext("<", 1))
            type = Type();
        else
            _index++;
        Expect("(");
        List<(string?, Expression)> fields = IsNext(")") ? [] : List(() =>
        {
            Expression value = Expression();
            return (Take("AS") ? Name() : null, value);
        });
        Expect(")");
        return new(at, type, fields);
    }

    private WithExpression With(Position at)
    {
        _index += 2;
        List<(string, Expression)> variables = [];
        while (Next.IsName && IsNext("AS", 1))
        {
            string name = TakeToken().Text;
            _index++;
            variables.Add((name, Expression()));
            Expect(",");
        }

        Expression body = Expression();
        Expect(")");
        return new(at, variables, body);
    }

    private TypeName Type() => Deeper(() =>
    {
        Position at = Next.At;
        if (Next.Kind != TokenKind.Word)
            throw Unexpected();
        string name = TakeToken().Text.ToUpperInvariant();
        TypeName? element = null;
        List<(string?, TypeName)> fields = [];
        List<long> parameters = [];
        if (name == "ARRAY")
        {
            Expect("<");
            element = Type();
            Expect(">");
        }
        else if (name == "STRUCT")
        {
            Expect("<");
            fields = IsNext(">") ? [] : List(() => (Next.IsName && Ahead(1).Kind == TokenKind.Word ? TakeToken().Text : null, Type()));
            Expect(">");
        }
        else if (Take("("))
        {
            parameters = List(() => Next.Kind == TokenKind.Integer
                ? long.Parse(TakeToken().Text, System.Globalization.CultureInfo.InvariantCulture)
                : throw Expected("integer literal"));
            Expect(")");
        }

        return new TypeName(at, name, element, fields, parameters);
    });
}
