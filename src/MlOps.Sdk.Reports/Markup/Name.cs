namespace MlOps.Sdk.Reports.Markup;

/// <summary>Names and values from anywhere, of any length and direction, that must not push aside or turn around what stands next to them.</summary>
internal static class Name
{
    /// <summary>How many characters of a name are shown; the rest is cut.</summary>
    public const int Longest = 80;

    private const int LongestTitle = 400;

    /// <summary>The name, apart from the direction of the text around it; if it is cut, more of it stands in the tooltip.</summary>
    public static Html Of(string name, int longest = Longest) => name.Length <= longest
        ? (Html)$"<bdi>{name}</bdi>"
        : $"""<bdi title="{Cut(name, LongestTitle)}">{Cut(name, longest)}</bdi>""";

    /// <summary>A name in the face of code.</summary>
    public static Html Code(string name, int longest = Longest) => $"<code>{Of(name, longest)}</code>";

    /// <summary>At most so many characters, with an ellipsis where something is cut.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        int end = char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1;
        return $"{text[..end]}…";
    }
}
