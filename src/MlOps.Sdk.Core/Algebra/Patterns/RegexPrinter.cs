using System.Globalization;
using System.Text;

namespace MlOps.Sdk.Algebra.Patterns;

/// <summary>Writes a regular expression for an engine; of its groups only the captured ones have a number there.</summary>
internal sealed class RegexPrinter(RegexSyntax syntax, Func<int, bool> isCaptured)
{
    public string Print(RegexNode node) => node switch
    {
        RegexSequence sequence => string.Concat(sequence.Parts.Select(Print)),
        RegexChoice choice => string.Join('|', choice.Options.Select(Print)),
        RegexGroup group => $"({(group.Number is { } number && isCaptured(number) ? "" : "?:")}{Print(group.Part)})",
        RegexRepeat repeat => $"{Print(repeat.Part)}{Quantifier(repeat)}{(repeat.Lazy ? "?" : "")}",
        RegexAnchor anchor => !anchor.IsEnd ? "^" : syntax switch { RegexSyntax.DotNet => @"\z", RegexSyntax.Python => @"\Z", _ => "$" },
        RegexSet set => syntax == RegexSyntax.DotNet ? PrintUnits(set) : PrintSet(set),
        _ => throw new NotSupportedException($"A regular expression has no {node.GetType().Name}."),
    };

    private static string Quantifier(RegexRepeat repeat) => (repeat.From, repeat.To) switch
    {
        (0, null) => "*",
        (1, null) => "+",
        (0, 1) => "?",
        (var from, null) => $"{{{from},}}",
        (var from, { } to) => from == to ? $"{{{from}}}" : $"{{{from},{to}}}",
    };

    private string PrintSet(RegexSet set) => set.IsOne
        ? Character(set.Ranges[0].First)
        : $"[{(set.Negated ? "^" : "")}{string.Concat(set.Ranges.Select(PrintRange))}]";

    private string PrintRange(RegexRange range) => range.First == range.Last
        ? Character(range.First)
        : $"{Character(range.First)}{(range.Last == range.First + 1 ? "" : "-")}{Character(range.Last)}";

    private string Character(int codePoint)
    {
        if (codePoint < 128)
            return RegexText.Literal((char)codePoint);
        if (codePoint < 0x10000 && Rune.IsValid(codePoint) && Rune.IsLetterOrDigit(new Rune(codePoint)))
            return char.ConvertFromUtf32(codePoint);
        return syntax == RegexSyntax.Re2
            ? string.Create(CultureInfo.InvariantCulture, $"\\x{{{codePoint:X}}}")
            : codePoint < 0x10000
                ? string.Create(CultureInfo.InvariantCulture, $"\\u{codePoint:X4}")
                : string.Create(CultureInfo.InvariantCulture, $"\\U{codePoint:X8}");
    }

    // .NET matches UTF-16 units, so what lies beyond U+FFFF is a choice of pairs.
    private string PrintUnits(RegexSet set)
    {
        List<string> options = [];
        RegexRange[] plain = [.. set.Positive().SelectMany(WithoutSurrogates)];
        if (plain is [{ } one] && one.First == one.Last)
            options.Add(Character(one.First));
        else if (plain.Length > 0)
            options.Add($"[{string.Concat(plain.Select(PrintRange))}]");
        options.AddRange(set.Positive().Where(range => range.Last > 0xFFFF).SelectMany(range => Pairs(Math.Max(range.First, 0x10000), range.Last)));
        return options.Count == 1 && plain.Length > 0 ? options[0] : $"(?:{string.Join('|', options)})";
    }

    private static IEnumerable<RegexRange> WithoutSurrogates(RegexRange range)
    {
        if (range.First < 0xD800)
            yield return new(range.First, Math.Min(range.Last, 0xD7FF));
        if (range is { First: < 0x10000, Last: > 0xDFFF })
            yield return new(Math.Max(range.First, 0xE000), Math.Min(range.Last, 0xFFFF));
    }

    private static IEnumerable<string> Pairs(int first, int last)
    {
        (int firstHigh, int firstLow) = ((first - 0x10000) >> 10, (first - 0x10000) & 0x3FF);
        (int lastHigh, int lastLow) = ((last - 0x10000) >> 10, (last - 0x10000) & 0x3FF);
        if (firstHigh == lastHigh)
        {
            yield return Pair(firstHigh, firstHigh, firstLow, lastLow);
            yield break;
        }

        if (firstLow > 0)
            yield return Pair(firstHigh, firstHigh++, firstLow, 0x3FF);
        if (lastLow < 0x3FF)
            yield return Pair(lastHigh, lastHigh--, 0, lastLow);
        if (firstHigh <= lastHigh)
            yield return Pair(firstHigh, lastHigh, 0, 0x3FF);
    }

    private static string Pair(int firstHigh, int lastHigh, int firstLow, int lastLow) => Units(0xD800 + firstHigh, 0xD800 + lastHigh) + Units(0xDC00 + firstLow, 0xDC00 + lastLow);

    private static string Units(int first, int last) => first == last
        ? string.Create(CultureInfo.InvariantCulture, $"\\u{first:X4}")
        : string.Create(CultureInfo.InvariantCulture, $"[\\u{first:X4}-\\u{last:X4}]");
}
