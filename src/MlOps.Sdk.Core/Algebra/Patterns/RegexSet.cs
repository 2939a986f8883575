using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Patterns;

/// <summary>A set of code points in a regular expression: a character, a class, a dot.</summary>
/// <param name="Ranges">Ranges in ascending order, apart from each other.</param>
/// <param name="Negated">Whether it is all others that are meant.</param>
internal sealed record RegexSet(ValueList<RegexRange> Ranges, bool Negated) : RegexNode
{
    private const int Last = 0x10FFFF;

    public static RegexSet Dot { get; } = new([new('\n', '\n')], true);

    public static RegexSet Digits { get; } = new([new('0', '9')], false);

    public static RegexSet Words { get; } = new([new('0', '9'), new('A', 'Z'), new('_', '_'), new('a', 'z')], false);

    public static RegexSet Blanks { get; } = new([new('\t', '\r'), new(' ', ' ')], false);

    /// <summary>Whether it is a single character.</summary>
    public bool IsOne => !Negated && Ranges is [{ } range] && range.First == range.Last;

    public override bool CanBeEmpty => false;

    public override long Size => 1;

    public static RegexSet Of(IEnumerable<RegexRange> ranges, bool negated)
    {
        List<RegexRange> merged = [];
        foreach (RegexRange range in ranges.OrderBy(range => range.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
                merged[^1] = new(merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            else
                merged.Add(range);
        }

        return new(merged.ToValueList(), negated);
    }

    /// <summary>The ranges of what is meant, none of them negated.</summary>
    public IEnumerable<RegexRange> Positive()
    {
        if (!Negated)
        {
            foreach (RegexRange range in Ranges)
                yield return range;
            yield break;
        }

        int next = 0;
        foreach (RegexRange range in Ranges)
        {
            if (range.First > next)
                yield return new(next, range.First - 1);
            next = range.Last + 1;
        }

        if (next <= Last)
            yield return new(next, Last);
    }

    public bool Overlaps(RegexSet other) =>
        Positive().Any(range => other.Positive().Any(another => range.First <= another.Last && another.First <= range.Last));
}
