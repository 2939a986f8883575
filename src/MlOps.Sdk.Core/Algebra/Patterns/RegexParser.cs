using System.Globalization;
using System.Text;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Patterns;

/// <summary>Reads regular expressions of the subset that means the same in every engine; what is beyond is refused with what to write instead.</summary>
internal sealed class RegexParser
{
    private const int MostRepetitions = 1000;

    private readonly string _pattern;
    private readonly int[] _characters;
    private int _position;
    private int _depth;

    private RegexParser(string pattern)
    {
        _pattern = pattern;
        _characters = [.. pattern.EnumerateRunes().Select(rune => rune.Value)];
    }

    /// <summary>How many groups have a number.</summary>
    public int Groups { get; private set; }

    private int Next => _position < _characters.Length ? _characters[_position] : -1;

    /// <exception cref="ArgumentException">The pattern is malformed or beyond the subset; the message says what to write.</exception>
    public static (RegexNode Root, int Groups) Parse(string pattern)
    {
        RegexParser parser = new(pattern);
        RegexNode root = parser.Choice();
        if (parser.Next == ')')
            throw parser.Problem("has a ')' without a '('; write \\) if it stands for itself");
        parser.CheckAnchors(root, isFirst: true, isLast: true);
        if (root.Size > MostRepetitions)
            throw parser.Problem($"has more than {MostRepetitions} characters once its repetitions are written out; make them fewer, or write * or +");
        return RegexAmbiguity.IsExponential(root)
            ? throw parser.Problem("repeats what can match a text in several ways, which may take for ever; let it match in one way only, such as (?:a+b)* for (?:a+b*)*")
            : (root, parser.Groups);
    }

    private RegexNode Choice()
    {
        List<RegexNode> options = [Sequence()];
        while (Take('|'))
            options.Add(Sequence());
        if (options.Count(option => option.CanBeEmpty) > 1)
            throw Problem("has two alternatives that may both be empty; leave one of them out");
        return options.Count == 1 ? options[0] : new RegexChoice(options.ToValueList());
    }

    private RegexSequence Sequence()
    {
        List<RegexNode> parts = [];
        while (Next is not (-1 or '|' or ')'))
            parts.Add(Quantified(Part()));
        return new(parts.ToValueList());
    }

    private RegexNode Part()
    {
        int character = _characters[_position++];
        switch (character)
        {
            case '(':
                return Group();
            case '[':
                return Class();
            case '.':
                return RegexSet.Dot;
            case '^' or '$':
                return new RegexAnchor(character == '$');
            case '\\':
                return Escape();
            case '*' or '+' or '?':
                throw Problem($"has a '{(char)character}' with nothing before it to repeat; write \\{(char)character} if it stands for itself");
            case ']' or '{' or '}':
                throw Problem($"has a '{(char)character}' that stands alone; write \\{(char)character}");
            default:
                return One(character);
        }
    }

    // An anchor elsewhere can hardly match, and DuckDB and .NET at times say that it does.
    private void CheckAnchors(RegexNode node, bool isFirst, bool isLast)
    {
        switch (node)
        {
            case RegexAnchor anchor when !(anchor.IsEnd ? isLast : isFirst):
                throw Problem(anchor.IsEnd ? "has a $ that isn't at its end; write \\$ if it stands for itself" : "has a ^ that isn't at its start; write \\^ if it stands for itself");
            case RegexSequence sequence:
                for (int i = 0; i < sequence.Parts.Count; i++)
                    CheckAnchors(sequence.Parts[i], isFirst && i == 0, isLast && i == sequence.Parts.Count - 1);
                break;
            case RegexChoice choice:
                foreach (RegexNode option in choice.Options)
                    CheckAnchors(option, isFirst, isLast);
                break;
            case RegexGroup group:
                CheckAnchors(group.Part, isFirst, isLast);
                break;
            case RegexRepeat repeat:
                CheckAnchors(repeat.Part, isFirst: false, isLast: false);
                break;
        }
    }

    private RegexGroup Group()
    {
        int? number = null;
        if (Take('?'))
        {
            if (!Take(':'))
                throw Problem($"has '(?{(Next < 0 ? "" : char.ConvertFromUtf32(Next))}'; there are only (…) and (?:…), no lookaround, names, flags or comments");
        }
        else
        {
            number = ++Groups;
        }

        if (++_depth > 50)
            throw Problem("has more than 50 brackets in each other");
        RegexGroup group = new(Choice(), number);
        _depth--;
        return Take(')') ? group : throw Problem("has a '(' without a ')'; write \\( if it stands for itself");
    }

    private RegexNode Quantified(RegexNode part)
    {
        (int From, int? To)? times = Next switch
        {
            '*' => (0, null),
            '+' => (1, null),
            '?' => (0, 1),
            '{' => Braces(),
            _ => null,
        };
        if (times is not { } counts)
            return part;
        _position++;
        if (part.CanBeEmpty)
            throw Problem("repeats what may be empty, which engines count in ways of their own; repeat something of at least one character");
        bool lazy = Take('?');
        return Next is '*' or '+' or '?' or '{'
            ? throw Problem("has a quantifier after a quantifier; put the first with what it repeats into (?:…), or leave one of them out")
            : new RegexRepeat(part, counts.From, counts.To, lazy);
    }

    // Up to the closing brace, which is left to be taken.
    private (int From, int? To) Braces()
    {
        int end = Array.IndexOf(_characters, '}', _position);
        string[] bounds = end < 0 ? [] : Text(_position + 1, end).Split(',');
        bool valid = bounds.Length is 1 or 2 && IsCount(bounds[0]) && (bounds.Length == 1 || bounds[1].Length == 0 || IsCount(bounds[1]));
        if (!valid)
            throw Problem("has a '{' that begins no {n}, {n,} or {n,m}; write \\{ if it stands for itself");
        int from = Count(bounds[0]);
        int? to = bounds.Length == 1 ? from : bounds[1].Length == 0 ? null : Count(bounds[1]);
        if (from > MostRepetitions || to > MostRepetitions || to < Math.Max(1, from))
            throw Problem($"has {Text(_position, end + 1)}; repetitions go from 0 or more to at least 1 and at most {MostRepetitions}");
        _position = end;
        return (from, to);
    }

    private static bool IsCount(string digits) => digits.Length is > 0 and < 6 && digits.All(char.IsAsciiDigit);

    private static int Count(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private RegexSet Class()
    {
        bool negated = Take('^');
        List<RegexRange> ranges = [];
        while (!Take(']'))
        {
            RegexSet first = ClassPart();
            bool isRange = Next == '-' && _position + 1 < _characters.Length && _characters[_position + 1] != ']';
            if (!isRange)
            {
                ranges.AddRange(first.Positive());
                continue;
            }

            _position++;
            RegexSet last = ClassPart();
            if (!first.IsOne || !last.IsOne || last.Ranges[0].First < first.Ranges[0].First)
                throw Problem("has a class with a '-' that isn't between two characters in ascending order; write \\- if it stands for itself");
            ranges.Add(new(first.Ranges[0].First, last.Ranges[0].First));
        }

        RegexSet set = RegexSet.Of(ranges, negated);
        return ranges.Count > 0 && set.Positive().Any() ? set : throw Problem("has a class without any character; write \\] for a ']' in it");
    }

    private RegexSet ClassPart()
    {
        if (Next < 0)
            throw Problem("has a '[' without a ']'; write \\[ if it stands for itself");
        int character = _characters[_position++];
        return character switch
        {
            '\\' => Escape() as RegexSet ?? throw Problem("has an anchor in a class; take it out"),
            '[' => throw Problem("has a '[' in a class; write \\[ if it stands for itself"),
            _ => One(character),
        };
    }

    private RegexNode Escape()
    {
        if (Next < 0)
            throw Problem("ends with a '\\'; write \\\\ if it stands for itself");
        int character = _characters[_position++];
        return character switch
        {
            'd' => RegexSet.Digits,
            'w' => RegexSet.Words,
            's' => RegexSet.Blanks,
            'D' => RegexSet.Digits with { Negated = true },
            'W' => RegexSet.Words with { Negated = true },
            'S' => RegexSet.Blanks with { Negated = true },
            't' => One('\t'),
            'n' => One('\n'),
            'v' => One('\v'),
            'f' => One('\f'),
            'r' => One('\r'),
            'x' => One(Hexadecimal(2)),
            'u' => One(Hexadecimal(4)),
            'A' => new RegexAnchor(IsEnd: false),
            'z' => new RegexAnchor(IsEnd: true),
            'Z' => throw Problem("has '\\Z', which engines understand in different ways; write $, which is the very end"),
            'b' or 'B' => throw Problem($"has '\\{(char)character}', whose words differ between engines; write what may stand there, such as (?:^|[^0-9A-Za-z])"),
            'p' or 'P' => throw Problem($"has '\\{(char)character}', but the versions of Unicode differ between engines; list the characters in a class"),
            'k' or (>= '0' and <= '9') => throw Problem("has a reference to a group, which only some engines know; write the text itself"),
            _ when character < 128 && !char.IsAsciiLetterOrDigit((char)character) && character is not '_' and >= ' ' => One(character),
            _ => throw Problem($"has '\\{char.ConvertFromUtf32(character)}', which has no common meaning; write the character without the '\\'"),
        };
    }

    private int Hexadecimal(int digits)
    {
        string text = Text(_position, Math.Min(_position + digits, _characters.Length));
        _position += text.Length;
        return text.Length == digits && text.All(char.IsAsciiHexDigit) && int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var value
            && Rune.IsValid(value)
                ? value
                : throw Problem($"has an escape that is not {digits} hexadecimal digits of a character; write the character itself");
    }

    private static RegexSet One(int character) => new([new(character, character)], Negated: false);

    private bool Take(char wanted)
    {
        if (Next != wanted)
            return false;
        _position++;
        return true;
    }

    private string Text(int from, int to) => string.Concat(_characters[from..to].Select(char.ConvertFromUtf32));

    private ArgumentException Problem(string what) => new($"the pattern '{_pattern}' {what}");
}
