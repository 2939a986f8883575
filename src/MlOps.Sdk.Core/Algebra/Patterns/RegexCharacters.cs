namespace MlOps.Sdk.Algebra.Patterns;

/// <summary>Reads classes and escapes, the sets of characters in a regular expression.</summary>
internal static class RegexCharacters
{
    public static RegexSet One(int character) => new([new(character, character)], Negated: false);

    public static RegexSet Class(RegexCursor cursor)
    {
        bool negated = cursor.Take('^');
        List<RegexRange> ranges = [];
        while (!cursor.Take(']'))
        {
            RegexSet first = ClassPart(cursor);
            bool isRange = cursor.Next == '-' && cursor.At(1) is not (-1 or ']');
            if (!isRange)
            {
                ranges.AddRange(first.Positive());
                continue;
            }

            cursor.Read();
            RegexSet last = ClassPart(cursor);
            if (!first.IsOne || !last.IsOne || last.Ranges[0].First < first.Ranges[0].First)
                throw cursor.Problem("has a class with a '-' that isn't between two characters in ascending order; write \\- if it stands for itself");
            ranges.Add(new(first.Ranges[0].First, last.Ranges[0].First));
        }

        RegexSet set = RegexSet.Of(ranges, negated);
        return ranges.Count > 0 && set.Positive().Any() ? set : throw cursor.Problem("has a class without any character; write \\] for a ']' in it");
    }

    public static RegexNode Escape(RegexCursor cursor)
    {
        if (cursor.Next < 0)
            throw cursor.Problem("ends with a '\\'; write \\\\ if it stands for itself");
        int character = cursor.Read();
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
            'x' => One(cursor.Hexadecimal(2)),
            'u' => One(cursor.Hexadecimal(4)),
            'A' => new RegexAnchor(IsEnd: false),
            'z' => new RegexAnchor(IsEnd: true),
            'Z' => throw cursor.Problem("has '\\Z', which engines understand in different ways; write $, which is the very end"),
            'b' or 'B' => throw cursor.Problem($"has '\\{(char)character}', whose words differ between engines; write what may stand there, such as (?:^|[^0-9A-Za-z])"),
            'p' or 'P' => throw cursor.Problem($"has '\\{(char)character}', but the versions of Unicode differ between engines; list the characters in a class"),
            'k' or (>= '0' and <= '9') => throw cursor.Problem("has a reference to a group, which only some engines know; write the text itself"),
            _ when character < 128 && !char.IsAsciiLetterOrDigit((char)character) && character is not '_' and >= ' ' => One(character),
            _ => throw cursor.Problem($"has '\\{char.ConvertFromUtf32(character)}', which has no common meaning; write the character without the '\\'"),
        };
    }

    private static RegexSet ClassPart(RegexCursor cursor)
    {
        if (cursor.Next < 0)
            throw cursor.Problem("has a '[' without a ']'; write \\[ if it stands for itself");
        int character = cursor.Read();
        return character switch
        {
            '\\' => Escape(cursor) as RegexSet ?? throw cursor.Problem("has an anchor in a class; take it out"),
            '[' => throw cursor.Problem("has a '[' in a class; write \\[ if it stands for itself"),
            _ => One(character),
        };
    }
}
