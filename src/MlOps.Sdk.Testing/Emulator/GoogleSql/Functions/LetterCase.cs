using System.Collections.Frozen;
using System.Text;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Upper and lower case by Unicode's full mappings, in which one letter may become several; .NET's are those to one letter.</summary>
internal static class LetterCase
{
    // Each entry is a letter and what it becomes: the unconditional ones of Unicode's SpecialCasing.txt.
    private const string Special =
        "ßSS \u0149ʼN ǰJ\u030c ΐΙ\u0308\u0301 ΰΥ\u0308\u0301 ևԵՒ \u1e96H\u0331 \u1e97T\u0308 \u1e98W\u030a \u1e99Y\u030a \u1e9aAʾ \u1f50Υ\u0313 "
        + "\u1f52Υ\u0313\u0300 \u1f54Υ\u0313\u0301 \u1f56Υ\u0313\u0342 \u1f80\u1f08Ι \u1f81\u1f09Ι \u1f82\u1f0aΙ \u1f83\u1f0bΙ \u1f84\u1f0cΙ \u1f85\u1f0dΙ "
        + "\u1f86\u1f0eΙ \u1f87\u1f0fΙ \u1f88\u1f08Ι \u1f89\u1f09Ι \u1f8a\u1f0aΙ \u1f8b\u1f0bΙ \u1f8c\u1f0cΙ \u1f8d\u1f0dΙ \u1f8e\u1f0eΙ \u1f8f\u1f0fΙ "
        + "\u1f90\u1f28Ι \u1f91\u1f29Ι \u1f92\u1f2aΙ \u1f93\u1f2bΙ \u1f94\u1f2cΙ \u1f95\u1f2dΙ \u1f96\u1f2eΙ \u1f97\u1f2fΙ \u1f98\u1f28Ι \u1f99\u1f29Ι "
        + "\u1f9a\u1f2aΙ \u1f9b\u1f2bΙ \u1f9c\u1f2cΙ \u1f9d\u1f2dΙ \u1f9e\u1f2eΙ \u1f9f\u1f2fΙ \u1fa0\u1f68Ι \u1fa1\u1f69Ι \u1fa2\u1f6aΙ \u1fa3\u1f6bΙ "
        + "\u1fa4\u1f6cΙ \u1fa5\u1f6dΙ \u1fa6\u1f6eΙ \u1fa7\u1f6fΙ \u1fa8\u1f68Ι \u1fa9\u1f69Ι \u1faa\u1f6aΙ \u1fab\u1f6bΙ \u1fac\u1f6cΙ \u1fad\u1f6dΙ "
        + "\u1fae\u1f6eΙ \u1faf\u1f6fΙ \u1fb2\u1fbaΙ \u1fb3ΑΙ \u1fb4ΆΙ \u1fb6Α\u0342 \u1fb7Α\u0342Ι \u1fbcΑΙ \u1fc2\u1fcaΙ \u1fc3ΗΙ \u1fc4ΉΙ \u1fc6Η\u0342 "
        + "\u1fc7Η\u0342Ι \u1fccΗΙ \u1fd2Ι\u0308\u0300 \u1fd3Ι\u0308\u0301 \u1fd6Ι\u0342 \u1fd7Ι\u0308\u0342 \u1fe2Υ\u0308\u0300 \u1fe3Υ\u0308\u0301 "
        + "\u1fe4Ρ\u0313 \u1fe6Υ\u0342 \u1fe7Υ\u0308\u0342 \u1ff2\u1ffaΙ \u1ff3ΩΙ \u1ff4ΏΙ \u1ff6Ω\u0342 \u1ff7Ω\u0342Ι \u1ffcΩΙ \ufb00FF \ufb01FI \ufb02FL "
        + "\ufb03FFI \ufb04FFL \ufb05ST \ufb06ST \ufb13ՄՆ \ufb14ՄԵ \ufb15ՄԻ \ufb16ՎՆ \ufb17ՄԽ ";

    private static readonly FrozenDictionary<char, string> s_upper = Special.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Append("\u0131I").ToFrozenDictionary(entry => entry[0], entry => entry[1..]);

    public static string Upper(string text)
    {
        StringBuilder upper = new(text.Length);
        foreach (Rune letter in text.EnumerateRunes())
        {
            if (letter.IsBmp && s_upper.TryGetValue((char)letter.Value, out string? special))
                upper.Append(special);
            else
                upper.Append(Rune.ToUpperInvariant(letter).ToString());
        }

        return upper.ToString();
    }

    public static string Lower(string text)
    {
        StringBuilder lower = new(text.Length);
        Rune[] letters = [.. text.EnumerateRunes()];
        for (int i = 0; i < letters.Length; i++)
        {
            lower.Append(letters[i].Value switch
            {
                0x130 => "i\u0307",
                0x3A3 => IsFinal(letters, i) ? "\u03c2" : "\u03c3",
                _ => Rune.ToLowerInvariant(letters[i]).ToString(),
            });
        }

        return lower.ToString();
    }

    // A sigma is final behind a letter that has a case, and not before one.
    private static bool IsFinal(Rune[] letters, int at)
    {
        int before = at - 1;
        while (before >= 0 && IsIgnorable(letters[before]))
            before--;
        int after = at + 1;
        while (after < letters.Length && IsIgnorable(letters[after]))
            after++;
        return before >= 0 && IsCased(letters[before]) && (after == letters.Length || !IsCased(letters[after]));
    }

    private static bool IsCased(Rune letter) => Rune.IsUpper(letter) || Rune.IsLower(letter) || Rune.GetUnicodeCategory(letter) == System.Globalization.UnicodeCategory.TitlecaseLetter;

    private static bool IsIgnorable(Rune letter) => letter.Value is '\'' or '.' or ':' or 0xB7 or 0x2019 || Rune.GetUnicodeCategory(letter) is System.Globalization.UnicodeCategory.NonSpacingMark
        or System.Globalization.UnicodeCategory.EnclosingMark or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.ModifierLetter
        or System.Globalization.UnicodeCategory.ModifierSymbol;
}
