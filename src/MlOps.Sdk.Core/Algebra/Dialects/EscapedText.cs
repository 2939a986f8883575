using System.Globalization;
using System.Text;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>A text between single quotes, with the escapes that GoogleSQL and Python share.</summary>
internal static class EscapedText
{
    public static string Quote(string text)
    {
        StringBuilder literal = new("'");
        foreach (char c in text)
        {
            literal.Append(c switch
            {
                '\'' => "\\'",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",

                // What can't be seen, and what YAML, in which Python stands, doesn't admit.
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        }

        return literal.Append('\'').ToString();
    }
}
