using System.Text;

namespace MlOps.Sdk.Testing.Emulator.Storage;

/// <summary>The order of names by their UTF-8 bytes; that of UTF-16 differs beyond U+FFFF.</summary>
internal sealed class Utf8Order : IComparer<string>
{
    public static Utf8Order Instance { get; } = new();

    public int Compare(string? x, string? y) => (x ?? "").AsSpan().CommonPrefixLength(y) is var common
        ? Encoding.UTF8.GetBytes(From(x, common)).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(From(y, common)))
        : 0;

    private static string From(string? text, int start)
    {
        // Not from within a surrogate pair: half of one has no bytes of its own.
        if (start > 0 && start <= text?.Length && char.IsHighSurrogate(text[start - 1]))
            start--;
        return text?[start..] ?? "";
    }
}
