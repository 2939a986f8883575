using System.Text;

namespace MlOps.Sdk.Runs.Relational;

/// <summary>Text as any database keeps it.</summary>
internal static class StoredText
{
    /// <summary>The text without what can't be stored: PostgreSQL has no U+0000, and UTF-8 no half of a pair. U+FFFD stands in its place.</summary>
    public static string Of(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
}
