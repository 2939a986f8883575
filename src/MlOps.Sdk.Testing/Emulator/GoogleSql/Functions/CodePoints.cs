using System.Text;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Texts as code points, which is what GoogleSQL counts.</summary>
internal static class CodePoints
{
    public static Rune[] Of(string text) => [.. text.EnumerateRunes()];

    public static string Text(ReadOnlySpan<Rune> letters)
    {
        StringBuilder text = new(letters.Length);
        foreach (Rune letter in letters)
            text.Append(letter.ToString());
        return text.ToString();
    }

    /// <summary>From a position on, from 1, or from the end if it is negative; 0 counts as 1.</summary>
    public static string Part(string text, long position, long length)
    {
        if (length < 0)
            throw new SqlFailure("Third argument in SUBSTR() cannot be negative");
        Rune[] letters = Of(text);
        long start = position > 0 ? position - 1 : position == 0 ? 0 : letters.Length + position;

        // What lies before the text isn't counted.
        start = Math.Max(start, 0);
        if (start >= letters.Length || length == 0)
            return "";
        int count = (int)Math.Min(length, letters.Length - start);
        return Text(letters.AsSpan((int)start, count));
    }

    public static string Reversed(string text)
    {
        Rune[] letters = Of(text);
        Array.Reverse(letters);
        return Text(letters);
    }

    public static string Trimmed(string text, string? characters, bool start, bool end)
    {
        Rune[] letters = Of(text);
        HashSet<Rune>? set = characters is null ? null : [.. Of(characters)];
        (int first, int last) = (0, letters.Length);
        while (start && first < last && IsIn(letters[first]))
            first++;
        while (end && last > first && IsIn(letters[last - 1]))
            last--;
        return Text(letters.AsSpan(first, last - first));

        bool IsIn(Rune letter) => set?.Contains(letter) ?? Rune.IsWhiteSpace(letter);
    }

    public static string Padded(string text, long length, string pattern, bool left)
    {
        if (length < 0)
            throw new SqlFailure("Second argument in LPAD/RPAD cannot be negative");
        if (pattern.Length == 0)
            throw new SqlFailure("Third argument in LPAD/RPAD cannot be empty");
        Rune[] letters = Of(text);
        if (letters.Length >= length)
            return Text(letters.AsSpan(0, (int)length));
        Rune[] filler = Of(pattern);
        Rune[] padding = new Rune[checked((int)(length - letters.Length))];
        for (int i = 0; i < padding.Length; i++)
            padding[i] = filler[i % filler.Length];
        return left ? Text(padding) + text : text + Text(padding);
    }
}
