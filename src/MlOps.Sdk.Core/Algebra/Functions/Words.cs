using System.Text;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Functions that take texts apart into words.</summary>
internal static class Words
{
    // Whatever lies beyond ASCII belongs to a word, as no two engines agree on what is a letter there.
    private const string Separators = @"[^0-9a-z\x{80}-\x{10FFFF}]+";

    public static IReadOnlyList<Function> All => [InBlanks];

    private static Function InBlanks { get; } = new("words")
    {
        Meaning = "The text's words in lower case, a blank before each and one at the end, so that a word stands between two; a single blank if there is none. "
            + "Words are separated by ASCII characters that are neither letters nor digits; characters beyond ASCII belong to words.",
        DotNet = DotNetRendering.Of((string s) => Of(s)),
        DuckDb = call => $"regexp_replace(' ' || lower({call[0]}) || ' ', '{Separators}', ' ', 'g')",
        GoogleSql = call => $"REGEXP_REPLACE(CONCAT(' ', {Lower.GoogleSql!(call)}, ' '), r'{Separators}', ' ')",
        Python = call => $"re.sub('[^0-9a-z\\x80-\\U0010ffff]+', ' ', ' ' + {Lower.Python!(call).At(Level.Sum)} + ' ')",
    };

    private static Function Lower => FunctionTable.Find("lower");

    private static string Of(string text)
    {
        string lower = Text.Lower(text);
        StringBuilder words = new(lower.Length + 2);
        words.Append(' ');
        foreach (char c in lower)
        {
            if (c >= '\u0080' || char.IsAsciiLetterOrDigit(c))
                words.Append(c);
            else if (words[^1] != ' ')
                words.Append(' ');
        }

        if (words[^1] != ' ')
            words.Append(' ');
        return words.ToString();
    }
}
