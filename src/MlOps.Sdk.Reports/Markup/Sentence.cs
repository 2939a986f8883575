namespace MlOps.Sdk.Reports.Markup;

/// <summary>Words that stood within a sentence, as its beginning.</summary>
internal static class Sentence
{
    public static string Of(string text) => text.Length == 0 ? text : $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
