namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

/// <summary>Cuts a text into tokens; comments and hints are left out.</summary>
internal sealed class Tokenizer
{
    private static readonly string[] s_longSymbols = ["<=", ">=", "<>", "!=", "||", "<<", "=>", "->", "|>"];

    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private int _at;
    private int _counted;
    private int _line = 1;
    private int _column = 1;

    private Tokenizer(string text) => _text = text;

    public static IReadOnlyList<Token> Tokenize(string text)
    {
        Tokenizer tokenizer = new(text);
        tokenizer.Run();
        return tokenizer._tokens;
    }

    private char Peek(int offset = 0) => _at + offset < _text.Length ? _text[_at + offset] : '\0';

    private void Run()
    {
        while (SkipBlanks())
            Next();
        Add(TokenKind.End, "", _at);
    }

    private bool SkipBlanks()
    {
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_at]) || _text[_at] == '\uFEFF')
                _at++;
            else if (_text[_at] == '#' || (_text[_at] == '-' && Peek(1) == '-'))
                SkipTo("\n", required: false);
            else if (_text[_at] == '/' && Peek(1) == '*')
                SkipTo("*/", required: true);
            else if (_text[_at] == '@' && Peek(1) == '{')
                SkipTo("}", required: true);
            else
                return true;
        }

        return false;
    }

    private void SkipTo(string end, bool required)
    {
        int start = _at;
        int found = _text.IndexOf(end, Math.Min(_at + 2, _text.Length), StringComparison.Ordinal);
        if (found < 0 && required)
            throw SqlError.Syntax(PositionOf(start), end == "}" ? "Unclosed hint" : "Unclosed comment");
        _at = found < 0 ? _text.Length : found + end.Length;
    }

    private void Next()
    {
        char c = Peek();
        if (LiteralReader.Begins(_text, _at))
            AddLiteral();
        else if (c == '`')
            AddQuotedName();
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1)) && !IsAfterName()))
            AddNumber();
        else if (IsNameStart(c))
            Add(TokenKind.Word, Name(_at), _at + Name(_at).Length);
        else if (c == '@' && IsNameStart(Peek(1)))
            Add(TokenKind.Parameter, Name(_at + 1), _at + 1 + Name(_at + 1).Length);
        else if (c == '?')
            Add(TokenKind.Parameter, "", _at + 1);
        else
            AddSymbol();
    }

    private void AddSymbol()
    {
        foreach (string symbol in s_longSymbols)
        {
            if (string.CompareOrdinal(_text, _at, symbol, 0, symbol.Length) == 0)
            {
                Add(TokenKind.Symbol, symbol, _at + symbol.Length);
                return;
            }
        }

        if (!"()[]{},.;:+-*/=<>|&^~@!".Contains(Peek()))
        {
            string shown = char.IsHighSurrogate(Peek()) && _at + 1 < _text.Length ? _text.Substring(_at, 2) : $"{Peek()}";
            throw SqlError.Syntax(PositionOf(_at), $"Illegal input character \"{shown}\"");
        }

        Add(TokenKind.Symbol, _text.Substring(_at, 1), _at + 1);
    }

    private void AddLiteral()
    {
        LiteralReader reader = new(_text, _at, PositionOf);
        (bool isBytes, string value, int end) = reader.Read();
        Add(isBytes ? TokenKind.Bytes : TokenKind.String, value, end);
    }

    private void AddQuotedName()
    {
        int end = _at + 1;
        while (end < _text.Length && _text[end] != '`' && _text[end] != '\n')
            end += _text[end] == '\\' ? 2 : 1;
        if (end >= _text.Length || _text[end] != '`')
            throw SqlError.Syntax(PositionOf(_at), "Unclosed identifier literal");
        string name = LiteralReader.Unescape(_text, _at + 1, end, isBytes: false, PositionOf);
        if (name.Length == 0)
            throw SqlError.Syntax(PositionOf(_at), "Invalid empty identifier");
        Add(TokenKind.QuotedName, name, end + 1);
    }

    private void AddNumber()
    {
        int end = _at;
        if (Peek() == '0' && Peek(1) is 'x' or 'X')
        {
            end += 2;
            while (end < _text.Length && char.IsAsciiHexDigit(_text[end]))
                end++;
            if (end == _at + 2)
                throw SqlError.Syntax(PositionOf(_at), $"Invalid integer literal: {_text[_at..end]}");
            Add(TokenKind.Integer, _text[_at..end], end);
            return;
        }

        bool isFloat = false;
        Digits();
        if (end < _text.Length && _text[end] == '.')
        {
            isFloat = true;
            end++;
            Digits();
        }

        int exponent = end + 1 < _text.Length && _text[end + 1] is '+' or '-' ? end + 2 : end + 1;
        if (end < _text.Length && _text[end] is 'e' or 'E' && exponent < _text.Length && char.IsAsciiDigit(_text[exponent]))
        {
            isFloat = true;
            end = exponent;
            Digits();
        }

        if (end < _text.Length && IsNameStart(_text[end]) && !isFloat)
            throw SqlError.Syntax(PositionOf(end), "Missing whitespace between literal and alias");
        Add(isFloat ? TokenKind.Float : TokenKind.Integer, _text[_at..end], end);

        void Digits()
        {
            while (end < _text.Length && char.IsAsciiDigit(_text[end]))
                end++;
        }
    }

    // In a.1b the point belongs to the path.
    private bool IsAfterName() => _tokens.Count > 0 && _tokens[^1].End == _at
        && (_tokens[^1].Kind is TokenKind.Word or TokenKind.QuotedName || _tokens[^1].IsSymbol(")") || _tokens[^1].IsSymbol("]"));

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private string Name(int start)
    {
        int end = start;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] == '_'))
            end++;
        return _text[start..end];
    }

    private void Add(TokenKind kind, string text, int end)
    {
        _tokens.Add(new(kind, text, _at, end, PositionOf(_at), _text[_at..end]));
        _at = end;
    }

    // Positions are asked for in order but for errors within a token.
    private Position PositionOf(int index)
    {
        for (; _counted < index && _counted < _text.Length; _counted++)
        {
            char c = _text[_counted];
            if (c == '\n' || (c == '\r' && (_counted + 1 >= _text.Length || _text[_counted + 1] != '\n')))
                (_line, _column) = (_line + 1, 1);
            else if (c == '\t')
                _column += 8 - ((_column - 1) % 8);
            else if (c != '\r' && !char.IsLowSurrogate(c))
                _column++;
        }

        return new(_line, _column);
    }
}
