using System.Text;

namespace MlOps.Sdk.Reports.Markup;

/// <summary>Text as it stands in HTML and in XML, in elements and in quoted attributes.</summary>
internal static class HtmlText
{
    public static void Append(StringBuilder html, string? text)
    {
        if (text is null)
            return;
        for (int index = 0; index < text.Length; index++)
        {
            char character = text[index];
            if (char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
                html.Append(character).Append(text[++index]);
            else
                _ = Entity(character) is { } entity ? html.Append(entity) : html.Append(IsCharacter(character) ? character : '\uFFFD');
        }
    }

    private static string? Entity(char character) => character switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        _ => null,
    };

    // What XML 1.0 has no character for, half a pair included, no browser shows either.
    private static bool IsCharacter(char character) =>
        character is '\n' or '\t' or (>= ' ' and < '\uFFFE') && !char.IsSurrogate(character) && character is not (>= '\u007F' and <= '\u009F');
}
