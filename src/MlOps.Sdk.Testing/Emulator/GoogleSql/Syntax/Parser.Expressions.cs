namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

internal sealed partial class Parser
{
    private const int OrLevel = 1;
    private const int AndLevel = 2;
    private const int NotLevel = 3;
    private const int ComparisonLevel = 4;

    private static readonly Dictionary<string, int> s_levels = new()
    {
        ["|"] = 5, ["^"] = 6, ["&"] = 7, ["<<"] = 8, [">>"] = 8, ["+"] = 9, ["-"] = 9, ["*"] = 10, ["/"] = 10, ["||"] = 10,
    };

    private static readonly HashSet<string> s_comparisons = ["=", "<", ">", "<=", ">=", "<>", "!="];

    private Expression Expression() => Deeper(() => Operation(OrLevel));

    private Expression Operation(int least)
    {
        Expression left = IsNext("NOT") && least <= NotLevel ? Not() : Operand();
        bool isCompared = false;
        while (true)
        {
            Position at = Next.At;
            if (least <= OrLevel && Take("OR"))
                left = new Binary(at, "OR", left, Operation(AndLevel));
            else if (least <= AndLevel && Take("AND"))
                left = new Binary(at, "AND", left, Operation(NotLevel));
            else if (least <= ComparisonLevel && IsComparison())
                left = isCompared ? throw Unexpected() : Compared(left);
            else if (SymbolLevel() is { } level && level >= least)
                left = new Binary(at, Symbol(), left, Operation(level + 1));
            else
                return left;
            isCompared = left is Binary { Operator: "=" or "<" or ">" or "<=" or ">=" or "<>" or "!=" } or Like or Between or InList or InQuery or InArray or Is or IsDistinct;
        }
    }

    private Unary Not() => Deeper(() =>
    {
        Position at = TakeToken().At;
        return new Unary(at, "NOT", Operation(NotLevel));
    });

    // Two signs > in a row are a shift, since ARRAY<ARRAY<…>> ends in two as well.
    private bool IsRightShift() => Next.IsSymbol(">") && Ahead(1).IsSymbol(">") && Ahead(1).Start == Next.End;

    private int? SymbolLevel() => IsRightShift() ? s_levels[">>"] : Next.Kind == TokenKind.Symbol && s_levels.TryGetValue(Next.Text, out int level) ? level : null;

    private string Symbol()
    {
        if (!IsRightShift())
            return TakeToken().Text;
        _index += 2;
        return ">>";
    }

    private bool IsComparison() => (Next.Kind == TokenKind.Symbol && s_comparisons.Contains(Next.Text) && !IsRightShift())
        || IsNext("LIKE") || IsNext("IN") || IsNext("BETWEEN") || IsNext("IS")
        || (IsNext("NOT") && (IsNext("LIKE", 1) || IsNext("IN", 1) || IsNext("BETWEEN", 1)));

    private Expression Compared(Expression left)
    {
        Position at = Next.At;
        if (Next.Kind == TokenKind.Symbol)
            return new Binary(at, TakeToken().Text, left, Operation(ComparisonLevel + 1));
        if (Take("IS"))
            return IsWhat(at, left);
        bool not = Take("NOT");
        if (Take("LIKE"))
        {
            if (IsNext("ANY") || IsNext("SOME") || IsNext("ALL"))
                throw SqlError.NotSupported(at, $"LIKE {Next.Text.ToUpperInvariant()}");
            return new Like(at, left, Operation(ComparisonLevel + 1), not);
        }

        if (Take("IN"))
            return In(at, left, not);
        Expect("BETWEEN");
        Expression low = Operation(ComparisonLevel + 1);
        Expect("AND");
        return new Between(at, left, low, Operation(ComparisonLevel + 1), not);
    }

    private Expression IsWhat(Position at, Expression left)
    {
        bool not = Take("NOT");
        foreach (string what in (string[])["NULL", "TRUE", "FALSE"])
        {
            if (Take(what))
                return new Is(at, left, what, not);
        }

        Expect("DISTINCT", "FROM");
        return new IsDistinct(at, left, Operation(ComparisonLevel + 1), not);
    }

    private Expression In(Position at, Expression left, bool not)
    {
        if (Take("UNNEST"))
        {
            Expect("(");
            Expression array = Expression();
            Expect(")");
            return new InArray(at, left, array, not);
        }

        Expect("(");
        if (IsQuery())
        {
            Query query = Query();
            Expect(")");
            return new InQuery(at, left, query, not);
        }

        List<Expression> items = List(Expression);
        Expect(")");
        return items is [ScalarSubquery one] ? new InQuery(at, left, one.Query, not) : new InList(at, left, items, not);
    }

    private Expression Operand()
    {
        Position at = Next.At;
        if (Next.IsSymbol("-") || Next.IsSymbol("+") || Next.IsSymbol("~"))
        {
            string symbol = TakeToken().Text;

            // So that the least number can be written.
            if (symbol == "-" && Next.Kind is TokenKind.Integer)
                return Postfix(new IntegerLiteral(at, "-" + TakeToken().Text));
            if (symbol == "-" && Next.Kind is TokenKind.Float)
                return Postfix(new FloatLiteral(at, "-" + TakeToken().Text));
            return Deeper(() => new Unary(at, symbol, Operand()));
        }

        return Postfix(Primary());
    }

    private Expression Postfix(Expression value)
    {
        while (true)
        {
            Position at = Next.At;
            if (Next.IsSymbol(".") && Ahead(1).Kind is TokenKind.Word or TokenKind.QuotedName)
            {
                _index++;
                Token field = TakeToken();
                value = new FieldAccess(field.At, value, field.Text);
            }
            else if (Take("["))
            {
                string kind = "";
                foreach (string word in (string[])["OFFSET", "SAFE_OFFSET", "ORDINAL", "SAFE_ORDINAL", "KEY", "SAFE_KEY"])
                    kind = IsNext(word) && IsNext("(", 1) ? word : kind;
                if (kind.Length > 0)
                    _index++;
                Expression index = Expression();
                Expect("]");
                value = new ElementAccess(at, value, kind, index);
            }
            else
            {
                return value;
            }
        }
    }

    private Expression Primary()
    {
        Token token = Next;
        switch (token.Kind)
        {
            case TokenKind.Integer:
                return new IntegerLiteral(token.At, TakeToken().Text);
            case TokenKind.Float:
                return new FloatLiteral(token.At, TakeToken().Text);
            case TokenKind.String:
                return new StringLiteral(token.At, TakeToken().Text);
            case TokenKind.Bytes:
                return new BytesLiteral(token.At, TakeToken().Text);
            case TokenKind.Parameter:
                _index++;
                return new Parameter(token.At, token.Text.Length == 0 ? null : token.Text, token.Text.Length == 0 ? _parameters++ : -1);
            case TokenKind.QuotedName:
                return IsNext("(", 1) ? FunctionCall() : new Name(token.At, TakeToken().Text);
            case TokenKind.Symbol when token.Text == "(":
                return Parenthesized();
            case TokenKind.Symbol when token.Text == "[":
                return Array(token.At, null);
            case TokenKind.Word:
                return Worded(token);
            default:
                throw Unexpected();
        }
    }

    private Expression Worded(Token token)
    {
        Position at = token.At;
        switch (token.Text.ToUpperInvariant())
        {
            case "NULL":
                _index++;
                return new NullLiteral(at);
            case "TRUE" or "FALSE":
                return new BoolLiteral(at, TakeToken().IsWord("TRUE"));
            case "CASE":
                return CaseOf(at);
            case "CAST" or "SAFE_CAST" when IsNext("(", 1):
                return CastTo(at);
            case "EXTRACT":
                return ExtractFrom(at);
            case "EXISTS":
                _index++;
                Expect("(");
                return new Exists(at, Closed(Query()));
            case "INTERVAL":
                _index++;
                Expression count = Expression();
                return new Interval(at, count, Name(anyWord: true).ToUpperInvariant());
            case "ARRAY":
                return ArrayOf(at);
            case "STRUCT":
                return StructOf(at);
            case "WITH" when IsNext("(", 1):
                return With(at);
            case "IF" or "LEFT" or "RIGHT" or "GROUPING" when IsNext("(", 1):
                return FunctionCall();
            case "DATE" or "DATETIME" or "TIME" or "TIMESTAMP" or "NUMERIC" or "DECIMAL" or "JSON" when Ahead(1).Kind == TokenKind.String:
                GoogleSqlType type = GoogleSqlType.Find(TakeToken().Text)!;
                return new TypedLiteral(at, type, TakeToken().Text);
        }

        if (!token.IsName)
            throw Unexpected();
        return IsCall() ? FunctionCall() : new Name(at, TakeToken().Text);
    }

    // f(…), or SAFE.f(…), ML.f(…), NET.f(…) and the like.
    private bool IsCall() => IsNext("(", 1)
        || (IsNext(".", 1) && Ahead(2).Kind == TokenKind.Word && IsNext("(", 3))
        || (IsNext("SAFE") && IsNext(".", 1) && IsNext(".", 3) && IsNext("(", 5));

    // A value, a tuple, a query, or a query that is an operand of another.
    private Expression Parenthesized()
    {
        Position at = TakeToken().At;
        if (IsQuery())
            return new ScalarSubquery(at, Closed(Query()));
        Expression first = Expression();
        if (first is ScalarSubquery inner && IsQueryContinued())
            return new ScalarSubquery(at, Closed(Query(new Nested(inner.At, inner.Query))));
        if (!IsNext(","))
        {
            Expect(")");
            return first;
        }

        List<(string?, Expression)> fields = [(null, first)];
        while (Take(","))
            fields.Add((null, Expression()));
        Expect(")");
        return new StructLiteral(at, null, fields);
    }

    private T Closed<T>(T inner)
    {
        Expect(")");
        return inner;
    }
}
