using System.Runtime.CompilerServices;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

/// <summary>Reads one statement by recursive descent; expressions by precedence climbing.</summary>
internal sealed partial class Parser
{
    // BigQuery has a limit too; DuckDB's own is 1000 levels of what this becomes.
    private const int MostLevels = 250;

    private readonly IReadOnlyList<Token> _tokens;
    private int _index;
    private int _level;
    private int _parameters;

    private Parser(string sql) => _tokens = Tokenizer.Tokenize(sql);

    private Token Next => _tokens[_index];

    public static Statement ParseStatement(string sql)
    {
        Parser parser = new(sql);
        if (parser.Next.Kind == TokenKind.End)
            throw SqlError.Syntax(parser.Next.At, "Unexpected end of script");
        Statement statement = parser.Statement();
        parser.Take(";");
        if (parser.Next.Kind != TokenKind.End)
            throw SqlError.Syntax(parser.Next.At, $"Expected end of input but got {parser.Next.Description}");
        return statement;
    }

    private Token Ahead(int count) => _tokens[Math.Min(_index + count, _tokens.Count - 1)];

    private bool IsNext(string word, int ahead = 0) => Ahead(ahead) is var token && (token.IsWord(word) || token.IsSymbol(word));

    private bool AreNext(params ReadOnlySpan<string> words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (!IsNext(words[i], i))
                return false;
        }

        return true;
    }

    private bool Take(params ReadOnlySpan<string> words)
    {
        if (!AreNext(words))
            return false;
        _index += words.Length;
        return true;
    }

    private Token TakeToken() => _tokens[_index++];

    private void Expect(params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            if (!Take(word))
                throw Expected(char.IsLetter(word[0]) ? $"keyword {word}" : $"\"{word}\"");
        }
    }

    private Http.EmulatorException Expected(string what) => SqlError.Syntax(Next.At, $"Expected {what} but got {Next.Description}");

    private Http.EmulatorException Unexpected() => SqlError.Syntax(Next.At, $"Unexpected {Next.Description}");

    private string Name(bool anyWord = false) => Next.IsName || (anyWord && Next.Kind == TokenKind.Word) ? TakeToken().Text : throw Unexpected();

    // A name behind AS, or without it where no keyword can be meant.
    private string? Alias() => Take("AS") ? Name() : Next.IsName && !IsClause() ? TakeToken().Text : null;

    private bool IsClause() => Next.Kind == TokenKind.Word && (IsNext("OPTIONS") || IsNext("CLUSTER") || IsNext("PIVOT") || IsNext("UNPIVOT") || IsNext("VALUES"));

    private List<T> List<T>(Func<T> item)
    {
        List<T> items = [item()];
        while (Take(","))
            items.Add(item());
        return items;
    }

    private T Deeper<T>(Func<T> parse)
    {
        if (++_level > MostLevels || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw SqlError.At(Next.At, $"Query is nested too deeply: more than {MostLevels} levels");
        T result = parse();
        _level--;
        return result;
    }

    // `p.d.t`, `p`.`d`.`t`, p.d.t, and a project with dashes, which needs no quotes.
    private List<string> TablePath()
    {
        if (!Next.IsName)
            throw Unexpected();
        List<string> path = [];
        Token first = TakeToken();
        string name = first.Text;
        bool isQuoted = first.Kind == TokenKind.QuotedName;
        while (!isQuoted && Next.IsSymbol("-") && Next.Start == _tokens[_index - 1].End && Ahead(1).Start == Next.End && Ahead(1).Kind is TokenKind.Word or TokenKind.Integer or TokenKind.Float)
        {
            _index++;
            name += "-" + TakeToken().Source;
        }

        // The point behind digits was taken for one of a number.
        bool hasPoint = name.EndsWith('.');
        Add(name.TrimEnd('.'), isQuoted);
        while (hasPoint || Take("."))
        {
            hasPoint = false;
            if (Next.Kind is not (TokenKind.Word or TokenKind.QuotedName))
                throw Unexpected();
            Token part = TakeToken();
            Add(part.Text, part.Kind == TokenKind.QuotedName);
        }

        return path;

        // Backticks may stand around the whole path. A project of a domain has a colon: `example.com:project.data.table`.
        void Add(string part, bool quoted)
        {
            if (!quoted)
            {
                path.Add(part);
                return;
            }

            int colon = part.IndexOf(':', StringComparison.Ordinal);
            string domain = colon < 0 ? "" : part[..(colon + 1)];
            string[] parts = part[domain.Length..].Split('.');
            path.Add(domain + parts[0]);
            path.AddRange(parts[1..]);
        }
    }
}
