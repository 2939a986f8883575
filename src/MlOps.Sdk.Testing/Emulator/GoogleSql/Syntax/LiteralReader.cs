using System.Globalization;
using System.Text;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

/// <summary>Reads literals of texts and bytes: raw or with escapes, in one or three quotes of either kind.</summary>
internal sealed class LiteralReader(string text, int start, Func<int, Position> positionOf)
{
    public static bool Begins(string text, int at)
    {
        int prefix = PrefixLength(text, at);
        return at + prefix < text.Length && text[at + prefix] is '\'' or '"';
    }

    public (bool IsBytes, string Value, int End) Read()
    {
        int prefix = PrefixLength(text, start);
        string letters = text.Substring(start, prefix).ToUpperInvariant();
        bool isRaw = letters.Contains('R', StringComparison.Ordinal);
        bool isBytes = letters.Contains('B', StringComparison.Ordinal);
        char quote = text[start + prefix];
        bool isTriple = string.CompareOrdinal(text, start + prefix, new string(quote, 3), 0, 3) == 0;
        int first = start + prefix + (isTriple ? 3 : 1);
        int last = FindEnd(first, quote, isTriple, isBytes);
        string value = isRaw ? text[first..last].ReplaceLineEndings("\n") : Unescape(text, first, last, isBytes, positionOf);
        if (isBytes)
            value = isRaw ? Latin(value) : value;
        return (isBytes, value, last + (isTriple ? 3 : 1));
    }

    /// <summary>A text without its escapes; of bytes each character is one byte.</summary>
    public static string Unescape(string text, int first, int last, bool isBytes, Func<int, Position> positionOf)
    {
        StringBuilder value = new();
        for (int i = first; i < last;)
        {
            if (text[i] != '\\')
            {
                int end = i;
                while (end < last && text[end] != '\\')
                    end++;
                string plain = text[i..end].ReplaceLineEndings("\n");
                value.Append(isBytes ? Latin(plain) : plain);
                i = end;
                continue;
            }

            char escape = i + 1 < last ? text[i + 1] : '\0';
            int simple = "abfnrtv\\?\"'`".IndexOf(escape, StringComparison.Ordinal);
            if (simple >= 0)
            {
                value.Append("\a\b\f\n\r\t\v\\?\"'`"[simple]);
                i += 2;
                continue;
            }

            (int skip, int length, int radix) = escape switch
            {
                'x' or 'X' => (2, 2, 16),
                'u' when !isBytes => (2, 4, 16),
                'U' when !isBytes => (2, 8, 16),
                >= '0' and <= '3' => (1, 3, 8),
                _ => (0, 0, 0),
            };
            int code = radix > 0 && i + skip + length <= last ? Number(text.AsSpan(i + skip, length), radix) : -1;
            if (code is < 0 or > 0x10FFFF or (>= 0xD800 and <= 0xDFFF))
            {
                string shown = radix == 0 ? $"\\{escape}" : text[i..Math.Min(last, i + skip + length)];
                throw SqlError.Syntax(positionOf(i), $"Illegal escape sequence: {shown}");
            }

            value.Append(isBytes ? ((char)code).ToString() : char.ConvertFromUtf32(code));
            i += skip + length;
        }

        return value.ToString();
    }

    private static int PrefixLength(string text, int at)
    {
        int length = 0;
        while (length < 2 && at + length < text.Length && text[at + length] is 'r' or 'R' or 'b' or 'B')
            length++;
        return length == 2 && char.ToUpperInvariant(text[at]) == char.ToUpperInvariant(text[at + 1]) ? 0 : length;
    }

    private static string Latin(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static int Number(ReadOnlySpan<char> digits, int radix)
    {
        int number = 0;
        foreach (char digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit))
                return -1;
            int one = int.Parse([digit], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (one >= radix || number > 0x110000)
                return -1;
            number = (number * radix) + one;
        }

        return number;
    }

    private int FindEnd(int first, char quote, bool isTriple, bool isBytes)
    {
        for (int i = first; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] is '\n' or '\r' && !isTriple)
                break;
            else if (text[i] == quote && (!isTriple || string.CompareOrdinal(text, i, new string(quote, 3), 0, 3) == 0))
                return i;
        }

        throw SqlError.Syntax(positionOf(start), $"Unclosed {(isTriple ? "triple-quoted " : "")}{(isBytes ? "bytes" : "string")} literal");
    }
}
