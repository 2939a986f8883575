namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>What no SQL can hold in a name or text.</summary>
internal static class SqlText
{
    /// <exception cref="NotSupportedException">There is a NUL or half a surrogate pair.</exception>
    public static void Check(string text, string what)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
                throw new NotSupportedException($"The {what} {Shown(text)} has a NUL character, which SQL can't hold. Take it out.");
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                throw new NotSupportedException($"The {what} {Shown(text)} has half a surrogate pair, which isn't Unicode. Take it out.");
        }
    }

    /// <exception cref="NotSupportedException">The name is empty, or holds what no SQL can.</exception>
    public static void CheckName(string name)
    {
        if (name.Length == 0)
            throw new NotSupportedException("A column's name can't be empty.");
        Check(name, "name");
    }

    private static string Shown(string text) =>
        "'" + string.Concat(text.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? $"\\u{(int)c:X4}" : c.ToString())) + "'";
}
