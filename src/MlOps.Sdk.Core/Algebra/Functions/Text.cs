using System.Buffers;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>What the text functions do in .NET: positions and order by code points rather than UTF-16 units.</summary>
internal static class Text
{
    /// <summary>What trimming takes away: tab, line feed, vertical tab, form feed, carriage return, space.</summary>
    public const string WhiteSpace = "\t\n\v\f\r ";

    public const string BadPart = "a part of a text is out of its range; look at Length before";
    public const string BadStart = "a position is out of the range of a text; look at Length before";
    public const string BadOld = "Replace was asked to replace the empty text; the text to replace needs at least one character";
    public const string BadWidth = "a text was to be padded to a length that isn't from 0 to 10000";

    private static readonly char[] s_whiteSpace = WhiteSpace.ToCharArray();
    private static readonly SearchValues<char> s_upperExceptions = SearchValues.Create("ßı");

    public static long Length(string text)
    {
        long length = text.Length;
        foreach (char unit in text)
        {
            if (char.IsLowSurrogate(unit))
                length--;
        }

        return length;
    }

    public static string Substring(string text, long start)
    {
        long length = Length(text);
        return start < 0 || start > length ? throw OutOfRange(text, $"Substring({start})") : text[Unit(text, start)..];
    }

    public static string Substring(string text, long start, long count)
    {
        long length = Length(text);
        if (start < 0 || count < 0 || start > length || count > length - start)
            throw OutOfRange(text, $"Substring({start}, {count})");
        int from = Unit(text, start);
        return length == text.Length
            ? text.Substring(from, (int)count)
            : text[from..Unit(text, start + count)];
    }

    public static long IndexOf(string text, string part)
    {
        int unit = text.IndexOf(part, StringComparison.Ordinal);
        return unit < 0 ? -1 : Length(text[..unit]);
    }

    public static long IndexOf(string text, string part, long start)
    {
        if (start < 0 || start > Length(text))
            throw OutOfRange(text, $"IndexOf(…, {start})");
        int from = Unit(text, start);
        int unit = text.IndexOf(part, from, StringComparison.Ordinal);
        return unit < 0 ? -1 : start + Length(text[from..unit]);
    }

    public static long LastIndexOf(string text, string part)
    {
        int unit = text.LastIndexOf(part, StringComparison.Ordinal);
        return unit < 0 ? -1 : Length(text[..unit]);
    }

    public static string Remove(string text, long start, long count)
    {
        long length = Length(text);
        if (start < 0 || count < 0 || start > length || count > length - start)
            throw OutOfRange(text, $"Remove({start}, {count})");
        return text.Remove(Unit(text, start), Unit(text, start + count) - Unit(text, start));
    }

    /// <summary>What a text lacks to a length.</summary>
    public static string Padding(string text, long width, string fill)
    {
        if (width is < 0 or > 10_000)
            throw new EvaluationException($"A text was to be padded to a length of {width}; from 0 to 10000 are possible.");
        return string.Concat(Enumerable.Repeat(fill, (int)Math.Max(0, width - Length(text))));
    }

    public static string Replace(string text, string old, string replacement) => old.Length == 0
        ? throw new EvaluationException($"{BadOld}.")
        : text.Replace(old, replacement, StringComparison.Ordinal);

    public static string Trim(string text) => text.Trim(s_whiteSpace);

    public static string TrimStart(string text) => text.TrimStart(s_whiteSpace);

    public static string TrimEnd(string text) => text.TrimEnd(s_whiteSpace);

    // .NET leaves three letters alone that Unicode's simple case mapping changes.
    public static string Upper(string text)
    {
        string upper = text.ToUpperInvariant();
        return upper.AsSpan().ContainsAny(s_upperExceptions) ? upper.Replace('ß', 'ẞ').Replace('ı', 'I') : upper;
    }

    public static string Lower(string text) => text.ToLowerInvariant().Replace('İ', 'i');

    public static int Compare(string left, string right)
    {
        int common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
            return left.Length.CompareTo(right.Length);
        return CodePointOrder(left[common]).CompareTo(CodePointOrder(right[common]));
    }

    // Surrogates stand for code points above all others, yet lie below U+E000 to U+FFFF.
    private static int CodePointOrder(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;

    private static int Unit(string text, long codePoint)
    {
        int unit = 0;
        for (long i = 0; i < codePoint; i++)
            unit += char.IsHighSurrogate(text[unit]) && unit + 1 < text.Length ? 2 : 1;
        return unit;
    }

    private static EvaluationException OutOfRange(string text, string what) => new($"{what} is out of the range of '{text}'. Look at Length before.");
}
