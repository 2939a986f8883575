using System.Globalization;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Patterns;

/// <summary>Reads regular expressions of the subset that means the same in every engine; what is beyond is refused with what to write instead.</summary>
internal sealed class RegexParser
{
    private const int MostRepetitions = 1000;

    private readonly RegexCursor _cursor;
    private int _depth;
    private int _groups;

    private RegexParser(string pattern) => _cursor = new(pattern);

    /// <exception cref="ArgumentException">The pattern is malformed or beyond the subset; the message says what to write.</exception>
    public static (RegexNode Root, int Groups) Parse(string pattern)
    {
        RegexParser parser = new(pattern);
        RegexNode root = parser.Choice();
        if (parser._cursor.Next == ')')
            throw parser._cursor.Problem("has a ')' without a '('; write \\) if it stands for itself");
        RegexAnchors.Check(parser._cursor, root, isFirst: true, isLast: true);
        if (root.Size > MostRepetitions)
            throw parser._cursor.Problem($"has more than {MostRepetitions} characters once its repetitions are written out; make them fewer, or write * or +");
        return RegexAmbiguity.IsExponential(root)
            ? throw parser._cursor.Problem("repeats what can match a text in several ways, which may take for ever; let it match in one way only, such as (?:a+b)* for (?:a+b*)*")
            : (root, parser._groups);
    }

    private RegexNode Choice()
    {
        List<RegexNode> options = [Sequence()];
        while (_cursor.Take('|'))
            options.Add(Sequence());
        if (options.Count(option => option.CanBeEmpty) > 1)
            throw _cursor.Problem("has two alternatives that may both be empty; leave one of them out");
        return options.Count == 1 ? options[0] : new RegexChoice(options.ToValueList());
    }

    private RegexSequence Sequence()
    {
        List<RegexNode> parts = [];
        while (_cursor.Next is not (-1 or '|' or ')'))
            parts.Add(Quantified(Part()));
        return new(parts.ToValueList());
    }

    private RegexNode Part()
    {
        int character = _cursor.Read();
        switch (character)
        {
            case '(':
                return Group();
            case '[':
                return RegexCharacters.Class(_cursor);
            case '.':
                return RegexSet.Dot;
            case '^' or '$':
                return new RegexAnchor(character == '$');
            case '\\':
                return RegexCharacters.Escape(_cursor);
            case '*' or '+' or '?':
                throw _cursor.Problem($"has a '{(char)character}' with nothing before it to repeat; write \\{(char)character} if it stands for itself");
            case ']' or '{' or '}':
                throw _cursor.Problem($"has a '{(char)character}' that stands alone; write \\{(char)character}");
            default:
                return RegexCharacters.One(character);
        }
    }

    private RegexGroup Group()
    {
        int? number = null;
        if (_cursor.Take('?'))
        {
            if (!_cursor.Take(':'))
                throw _cursor.Problem($"has '(?{(_cursor.Next < 0 ? "" : char.ConvertFromUtf32(_cursor.Next))}'; there are only (…) and (?:…), no lookaround, names, flags or comments");
        }
        else
        {
            number = ++_groups;
        }

        if (++_depth > 50)
            throw _cursor.Problem("has more than 50 brackets in each other");
        RegexGroup group = new(Choice(), number);
        _depth--;
        return _cursor.Take(')') ? group : throw _cursor.Problem("has a '(' without a ')'; write \\( if it stands for itself");
    }

    private RegexNode Quantified(RegexNode part)
    {
        if (_cursor.Next is not ('*' or '+' or '?' or '{'))
            return part;
        (int from, int? to) = _cursor.Read() switch
        {
            '*' => (0, null),
            '+' => (1, null),
            '?' => (0, 1),
            _ => Braces(),
        };
        if (part.CanBeEmpty)
            throw _cursor.Problem("repeats what may be empty, which engines count in ways of their own; repeat something of at least one character");
        bool lazy = _cursor.Take('?');
        return _cursor.Next is '*' or '+' or '?' or '{'
            ? throw _cursor.Problem("has a quantifier after a quantifier; put the first with what it repeats into (?:…), or leave one of them out")
            : new RegexRepeat(part, from, to, lazy);
    }

    private (int From, int? To) Braces()
    {
        string text = _cursor.Until('}') ?? "";
        string[] bounds = text.Split(',');
        if (bounds.Length > 2 || !IsCount(bounds[0]) || (bounds.Length == 2 && bounds[1].Length > 0 && !IsCount(bounds[1])))
            throw _cursor.Problem("has a '{' that begins no {n}, {n,} or {n,m}; write \\{ if it stands for itself");
        int from = Count(bounds[0]);
        int? to = bounds.Length == 1 ? from : bounds[1].Length == 0 ? null : Count(bounds[1]);
        return from > MostRepetitions || to > MostRepetitions || to < Math.Max(1, from)
            ? throw _cursor.Problem($"has {{{text}}}; repetitions go from 0 or more to at least 1 and at most {MostRepetitions}")
            : (from, to);
    }

    private static bool IsCount(string digits) => digits.Length is > 0 and < 6 && digits.All(char.IsAsciiDigit);

    private static int Count(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
