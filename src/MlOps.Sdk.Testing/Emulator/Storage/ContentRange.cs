using System.Globalization;
using System.Text.RegularExpressions;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Storage;

/// <summary>The header of a chunk: <c>bytes 0-9/10</c>, <c>bytes 0-9/*</c>, <c>bytes */10</c> or <c>bytes */*</c>.</summary>
internal sealed partial record ContentRange(long? From, long? To, long? Total)
{
    public static ContentRange Parse(string header)
    {
        Match match = Form().Match(header);
        if (!match.Success)
            throw EmulatorException.Invalid($"Failed to parse Content-Range header: '{header}'");
        ContentRange range = new(Number(match.Groups[1]), Number(match.Groups[2]), Number(match.Groups[3]));
        return range.From > range.To || range.To >= range.Total
            ? throw EmulatorException.Invalid($"Invalid Content-Range: '{header}'")
            : range;
    }

    private static long? Number(Group group) => long.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    [GeneratedRegex("""^bytes\s+(?:(\d+)-(\d+)|\*)/(?:(\d+)|\*)$""", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
