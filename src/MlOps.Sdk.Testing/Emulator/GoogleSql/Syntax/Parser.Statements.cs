namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

internal sealed partial class Parser
{
    private Statement Statement()
    {
        Position at = Next.At;
        if (IsQuery() || IsNext("("))
            return new QueryStatement(at, Query());
        if (Take("CREATE"))
            return Create(at);
        if (Take("INSERT"))
            return InsertInto(at);
        if (Take("UPDATE"))
            return UpdateTable(at);
        if (Take("DELETE"))
            return DeleteFrom(at);
        if (Take("TRUNCATE", "TABLE"))
            return new Truncate(at, TablePath());
        if (Take("DROP"))
            return DropWhat(at);
        if (Take("EXPORT", "DATA"))
        {
            List<(string, Expression)> options = Options(required: true);
            Expect("AS");
            return new ExportData(at, options, Query());
        }

        if (Take("EXPORT", "MODEL"))
            return new ExportModel(at, TablePath(), Options(required: true));
        foreach (string word in (string[])["MERGE", "ALTER", "BEGIN", "DECLARE", "SET", "CALL", "EXECUTE", "LOAD", "GRANT", "REVOKE", "IF", "WHILE", "LOOP", "ASSERT", "EXPLAIN"])
        {
            if (IsNext(word))
                throw SqlError.NotSupported(at, $"{word} statements");
        }

        throw Unexpected();
    }

    private Statement Create(Position at)
    {
        bool replace = Take("OR", "REPLACE");
        foreach (string word in (string[])["TEMP", "TEMPORARY", "EXTERNAL", "MATERIALIZED", "SNAPSHOT", "FUNCTION", "PROCEDURE", "SEARCH", "VECTOR", "ROW", "AGGREGATE"])
        {
            if (IsNext(word))
                throw SqlError.NotSupported(Next.At, $"CREATE {word}");
        }

        string kind = Next.Text.ToUpperInvariant();
        if (kind is not ("TABLE" or "VIEW" or "MODEL" or "SCHEMA"))
            throw Unexpected();
        _index++;
        CreateCondition condition = Take("IF", "NOT", "EXISTS") ? CreateCondition.Skip : replace ? CreateCondition.Replace : CreateCondition.Fail;
        List<string> path = TablePath();
        return kind switch
        {
            "TABLE" => Table(at, path, condition),
            "VIEW" => View(at, path, condition),
            "MODEL" => Model(at, path, condition),
            _ => new CreateSchema(at, path, condition, Options(required: false)),
        };
    }

    private CreateTable Table(Position at, List<string> path, CreateCondition condition)
    {
        List<ColumnDefinition> columns = [];
        foreach (string word in (string[])["LIKE", "CLONE", "COPY"])
        {
            if (IsNext(word))
                throw SqlError.NotSupported(Next.At, $"CREATE TABLE {word}");
        }

        if (Take("("))
            columns = Closed(List(Column));
        Expression? partition = Take("PARTITION", "BY") ? Expression() : null;
        List<Expression> clusters = Take("CLUSTER", "BY") ? List(Expression) : [];
        List<(string, Expression)> options = Options(required: false);
        Query? query = Take("AS") ? Query() : null;
        return columns.Count == 0 && query is null
            ? throw Expected("\"(\" or keyword AS")
            : new(at, path, condition, columns, partition, clusters, options, query);
    }

    private ColumnDefinition Column()
    {
        Position at = Next.At;
        string name = Name();
        TypeName type = Type();
        bool notNull = Take("NOT", "NULL");
        if (IsNext("DEFAULT"))
            throw SqlError.NotSupported(Next.At, "DEFAULT of columns");
        Options(required: false);
        return new(at, name, type, notNull);
    }

    private CreateView View(Position at, List<string> path, CreateCondition condition)
    {
        if (IsNext("("))
            throw SqlError.NotSupported(Next.At, "names of columns in CREATE VIEW");
        Options(required: false);
        Expect("AS");
        return new(at, path, condition, Query());
    }

    private CreateModel Model(Position at, List<string> path, CreateCondition condition)
    {
        foreach (string word in (string[])["TRANSFORM", "INPUT", "OUTPUT", "REMOTE"])
        {
            if (IsNext(word))
                throw SqlError.NotSupported(Next.At, $"CREATE MODEL … {word}");
        }

        List<(string, Expression)> options = Options(required: false);
        return new(at, path, condition, options, Take("AS") ? Query() : null);
    }

    private List<(string Name, Expression Value)> Options(bool required)
    {
        if (!Take("OPTIONS"))
            return required ? throw Expected("keyword OPTIONS") : [];
        Expect("(");
        if (Take(")"))
            return [];
        return Closed(List(() =>
        {
            string name = Name(anyWord: true);
            Expect("=");
            return (name, Expression());
        }));
    }

    private Insert InsertInto(Position at)
    {
        Take("INTO");
        List<string> path = TablePath();
        List<string> columns = IsNext("(") && !IsNext("SELECT", 1) && !IsNext("WITH", 1) && !IsNext("(", 1) ? Names() : [];
        if (!Take("VALUES"))
            return new(at, path, columns, Query(), []);
        return new(at, path, columns, null, List<IReadOnlyList<Expression?>>(() =>
        {
            Expect("(");
            return Closed(List(ValueOrDefault));
        }));
    }

    private Expression? ValueOrDefault() => Take("DEFAULT") ? null : Expression();

    private Update UpdateTable(Position at)
    {
        List<string> path = TablePath();
        string? alias = IsNext("SET") ? null : Alias();
        Expect("SET");
        List<(string, Expression?)> items = List(() =>
        {
            string column = Name();
            Expect("=");
            return (column, ValueOrDefault());
        });
        if (IsNext("FROM"))
            throw SqlError.NotSupported(Next.At, "UPDATE … FROM");
        Expect("WHERE");
        return new(at, path, alias, items, Expression());
    }

    private Delete DeleteFrom(Position at)
    {
        Take("FROM");
        List<string> path = TablePath();
        string? alias = IsNext("WHERE") ? null : Alias();
        Expect("WHERE");
        return new(at, path, alias, Expression());
    }

    private Drop DropWhat(Position at)
    {
        string kind = Next.Text.ToUpperInvariant();
        if (kind is not ("TABLE" or "VIEW" or "MODEL" or "SCHEMA"))
            throw Next.Kind == TokenKind.Word ? SqlError.NotSupported(at, $"DROP {kind}") : Unexpected();
        _index++;
        bool ifExists = Take("IF", "EXISTS");
        return new(at, kind, TablePath(), ifExists);
    }
}
