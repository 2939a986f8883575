using System.Globalization;
using System.Text;

namespace MlOps.Sdk.Algebra.Patterns;

/// <summary>A place in the text of a regular expression.</summary>
internal sealed class RegexCursor(string pattern)
{
    private readonly int[] _characters = [.. pattern.EnumerateRunes().Select(rune => rune.Value)];

    public int Position { get; private set; }

    /// <summary>The code point that is read next; −1 at the end.</summary>
    public int Next => At(0);

    /// <summary>The code point so many places on; −1 behind the end.</summary>
    public int At(int offset) => Position + offset < _characters.Length ? _characters[Position + offset] : -1;

    public int Read() => _characters[Position++];

    public bool Take(char wanted)
    {
        if (Next != wanted)
            return false;
        Position++;
        return true;
    }

    /// <summary>What stands up to a character, which is read as well; null if there is none.</summary>
    public string? Until(char end)
    {
        int position = Array.IndexOf(_characters, end, Position);
        return position < 0 ? null : Take(position + 1 - Position)[..^1];
    }

    /// <summary>The code point that so many hexadecimal digits write.</summary>
    public int Hexadecimal(int digits)
    {
        string text = Take(Math.Min(digits, _characters.Length - Position));
        return text.Length == digits && text.All(char.IsAsciiHexDigit) && int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var value
            && Rune.IsValid(value)
                ? value
                : throw Problem($"has an escape that is not {digits} hexadecimal digits of a character; write the character itself");
    }

    public ArgumentException Problem(string what) => new($"the pattern '{pattern}' {what}");

    private string Take(int count)
    {
        Position += count;
        return string.Concat(_characters[(Position - count)..Position].Select(char.ConvertFromUtf32));
    }
}
