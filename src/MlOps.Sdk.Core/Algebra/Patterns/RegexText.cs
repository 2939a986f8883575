using System.Globalization;

namespace MlOps.Sdk.Algebra.Patterns;

/// <summary>Characters as .NET, RE2 and Python all write them in a regular expression.</summary>
internal static class RegexText
{
    public static string Literal(char c) => c switch
    {
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        ' ' or '_' => c.ToString(),
        < ' ' or '\x7F' => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}"),
        _ => char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) ? $"\\{c}" : c.ToString(),
    };
}
