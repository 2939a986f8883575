using MlOps.Sdk.Algebra.Functions;

namespace MlOps.Sdk;

/// <summary>A number that stands for a text: the same on every engine and for all time.</summary>
/// <remarks>It is Google's FarmHash Fingerprint64, so BigQuery's <c>FARM_FINGERPRINT</c> gives the same number.</remarks>
/// <example><code>rows.Where(f => Math.Abs(Fingerprint.Of(f.Name) % 100) &lt; 5)</code></example>
public static class Fingerprint
{
    /// <summary>The fingerprint of a text's UTF-8 bytes, any Int64; translated in the lambdas of a pipeline, where null stays null.</summary>
    /// <exception cref="ArgumentNullException">The text is null; only when executed.</exception>
    public static long Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FarmHash.Fingerprint(text);
    }

    /// <summary>The fingerprint of a text that is UTF-8 already.</summary>
    public static long Of(ReadOnlySpan<byte> utf8) => FarmHash.Fingerprint(utf8);
}
