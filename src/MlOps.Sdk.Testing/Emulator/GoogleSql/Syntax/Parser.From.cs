using System.Globalization;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

internal sealed partial class Parser
{
    private FromItem From()
    {
        FromItem left = Joined();
        while (true)
        {
            Position at = Next.At;
            if (!Take(","))
                return left;
            left = new Join(at, "CROSS", left, Joined(), null, []);
        }
    }

    private FromItem Joined()
    {
        FromItem left = Deeper(Source);
        while (JoinKind() is var (at, kind))
        {
            FromItem right = Deeper(Source);
            Expression? on = null;
            List<string> names = [];
            if (kind != "CROSS" && Take("ON"))
                on = Expression();
            else if (kind != "CROSS" && Take("USING"))
                names = Names();
            else if (kind is not ("CROSS" or "INNER"))
                throw Expected("keyword ON or keyword USING");
            left = new Join(at, kind, left, right, on, names);
        }

        return left;
    }

    private List<string> Names()
    {
        Expect("(");
        return Closed(List(() => Name()));
    }

    private (Position At, string Kind)? JoinKind()
    {
        Position at = Next.At;
        if (IsNext("NATURAL"))
            throw SqlError.NotSupported(at, "NATURAL JOIN");
        foreach (string kind in (string[])["INNER", "CROSS", "LEFT", "RIGHT", "FULL"])
        {
            if (!Take(kind))
                continue;
            if (kind is "LEFT" or "RIGHT" or "FULL")
                Take("OUTER");
            Expect("JOIN");
            return (at, kind);
        }

        return Take("JOIN") ? (at, "INNER") : null;
    }

    private FromItem Source()
    {
        Position at = Next.At;
        if (Take("UNNEST"))
        {
            Expect("(");
            Expression array = Closed(Expression());
            string? name = Alias();
            return new UnnestReference(at, array, name, OffsetAlias());
        }

        if (Take("("))
            return InParentheses(at);
        if (IsNext("ML") && IsNext(".", 1) && IsNext("(", 3))
            return ModelCall(at);
        List<string> path = TablePath();
        if (IsNext("("))
            throw SqlError.At(at, $"Table-valued function not found: {string.Join(".", path)}");
        if (Take("FOR"))
            throw SqlError.NotSupported(at, "FOR SYSTEM_TIME AS OF");
        string? alias = Alias();
        string? offset = OffsetAlias();
        return new TableReference(at, path, alias, offset, Sample());
    }

    // A query; tables that are joined; or tables of which the first is a query in parentheses, which only shows behind them.
    private FromItem InParentheses(Position at)
    {
        if (IsQuery())
            return Named(Closed(Query()));
        if (!IsNext("("))
            return Closed(Joined());
        FromItem inner = Deeper(Source);
        if (inner is QueryReference { Alias: null } only && IsQueryContinued())
            return Named(Closed(Query(new Nested(at, only.Query))));
        while (JoinKind() is var (joinAt, kind))
        {
            FromItem right = Deeper(Source);
            Expression? on = kind != "CROSS" && Take("ON") ? Expression() : null;
            inner = new Join(joinAt, kind, inner, right, on, on is null && kind != "CROSS" && Take("USING") ? Names() : []);
        }

        Expect(")");
        return inner is QueryReference { Alias: null } query ? Named(query.Query) : inner;

        FromItem Named(Query query)
        {
            QueryReference reference = new(at, query, Alias());
            return IsNext("TABLESAMPLE") ? throw SqlError.NotSupported(Next.At, "TABLESAMPLE of a subquery") : reference;
        }
    }

    private string? OffsetAlias() => Take("WITH", "OFFSET") ? Alias() ?? "offset" : null;

    private double? Sample()
    {
        if (!Take("TABLESAMPLE"))
            return null;
        Expect("SYSTEM", "(");
        double percent = Next.Kind is TokenKind.Integer or TokenKind.Float
            ? double.Parse(TakeToken().Text, CultureInfo.InvariantCulture)
            : throw Expected("integer literal");
        Expect("PERCENT", ")");
        return percent;
    }

    private ModelReference ModelCall(Position at)
    {
        _index += 2;
        string function = Name(anyWord: true).ToUpperInvariant();
        Expect("(", "MODEL");
        List<string> model = TablePath();
        FromItem? input = null;
        Expression? settings = null;
        while (Take(","))
        {
            Position next = Next.At;
            if (Take("TABLE"))
                input = new TableReference(next, TablePath(), null, null, null);
            else if (IsNext("(") && input is null)
                input = Source();
            else
                settings = Expression();
        }

        Expect(")");
        return new(at, function, model, input, settings, Alias());
    }
}
