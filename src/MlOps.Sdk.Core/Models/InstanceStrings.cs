using System.Runtime.InteropServices;
using System.Text;

namespace MlOps.Sdk.Models;

/// <summary>Remembers short strings, because instances repeat the values of their category columns.</summary>
internal sealed class InstanceStrings
{
    private const int Slots = 1024;
    private const int LongestKept = 48;

    // Written without a lock: a reader sees either an old or a new string, and compares it before using it.
    private readonly string?[] _strings = new string?[Slots];

    /// <summary>The string of valid or invalid UTF-8.</summary>
    /// <exception cref="DecoderFallbackException">The bytes aren't UTF-8.</exception>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return "";
        if (utf8.Length > LongestKept)
            return Strict.GetString(utf8);

        ref string? slot = ref _strings[Hash(utf8)];
        string? known = slot;
        if (known is not null && Ascii.Equals(utf8, known))
            return known;

        string text = Strict.GetString(utf8);
        if (text.Length == utf8.Length)
            slot = text;
        return text;
    }

    private static UTF8Encoding Strict { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // First and last bytes and the length tell categories apart; a collision only costs the allocation.
    private static int Hash(ReadOnlySpan<byte> utf8)
    {
        ulong hash = (ulong)utf8.Length;
        if (utf8.Length >= sizeof(ulong))
        {
            hash ^= MemoryMarshal.Read<ulong>(utf8) * 0x9E3779B97F4A7C15;
            hash ^= MemoryMarshal.Read<ulong>(utf8[^sizeof(ulong)..]) * 0xC2B2AE3D27D4EB4F;
        }
        else
        {
            foreach (byte value in utf8)
                hash = (hash ^ value) * 0x9E3779B97F4A7C15;
        }

        return (int)((hash * 0x9E3779B97F4A7C15) >> 54);
    }
}
