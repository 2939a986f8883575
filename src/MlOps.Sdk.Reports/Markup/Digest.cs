using System.Text.RegularExpressions;

namespace MlOps.Sdk.Reports.Markup;

/// <summary>Digests for people, who compare their first digits.</summary>
internal static partial class Digest
{
    public const int Digits = 12;

    /// <summary>The text with each long run of hexadecimal digits cut to the first ones.</summary>
    public static string Shorten(string text) => Long().Replace(text, match => match.Value[..Digits]);

    [GeneratedRegex("[0-9a-f]{20,}", RegexOptions.CultureInvariant)]
    private static partial Regex Long();
}
