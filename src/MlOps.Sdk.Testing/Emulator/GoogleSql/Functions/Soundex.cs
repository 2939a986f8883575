using System.Text;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>The Soundex code of a text: a letter and three digits.</summary>
internal static class Soundex
{
    private const string Codes = "01230120022455012623010202";

    public static string Of(string text)
    {
        StringBuilder code = new();
        char last = '0';
        foreach (char letter in text.ToUpperInvariant().Where(char.IsAsciiLetter))
        {
            char digit = Codes[letter - 'A'];
            if (code.Length == 0)
                code.Append(letter);
            else if (digit != '0' && digit != last)
                code.Append(digit);

            // H and W don't part two letters of one code.
            if (letter is not ('H' or 'W'))
                last = digit;
            if (code.Length == 4)
                break;
        }

        return code.Length == 0 ? "" : code.ToString().PadRight(4, '0');
    }
}
