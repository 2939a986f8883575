using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Functions that make keys of values: the fingerprint by which rows are divided, and the texts that it is taken of.</summary>
[SuppressMessage("Globalization", "CA1305", Justification = "The C# forms are translated, never executed; their meaning is invariant and stated.")]
internal static class Keys
{
    public static IReadOnlyList<Function> All => [Fingerprint, DateText, UnixMicroseconds];

    private static Function Fingerprint { get; } = new("fingerprint")
    {
        Meaning = "FarmHash Fingerprint64 of the text's UTF-8 bytes as a signed number, which is BigQuery's FARM_FINGERPRINT.",
        CSharp = [Form.Of((string s) => MlOps.Sdk.Fingerprint.Of(s))],
        DotNet = DotNetRendering.Of((string s) => FarmHash.Fingerprint(s)),

        // DuckDB has no FarmHash: the local platform registers this function with its database.
        DuckDb = call => $"farm_fingerprint({call[0]})",
        GoogleSql = call => $"FARM_FINGERPRINT({call[0]})",
        Python = call => $"farm_fingerprint({call[0]})",
    };

    private static Function DateText { get; } = new("date_text")
    {
        Meaning = "A day as yyyy-MM-dd.",
        CSharp =
        [
            Form.Of((DateOnly d) => d.ToString("yyyy-MM-dd")),
            Form.Of((DateOnly d) => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            Form.Of((DateOnly d) => d.ToString("O")),
            Form.Of((DateOnly d) => d.ToString("O", CultureInfo.InvariantCulture)),
        ],
        DotNet = DotNetRendering.Of((DateOnly d) => d.ToString("O", CultureInfo.InvariantCulture)),
        DuckDb = call => $"{call.At(0, Level.Atom)}::VARCHAR",
        GoogleSql = call => $"FORMAT_DATE('%F', {call[0]})",
        Python = call => $"{call.At(0, Level.Atom)}.isoformat()",
    };

    private static Function UnixMicroseconds { get; } = new("unix_microseconds")
    {
        Meaning = "The microseconds from 1970-01-01 in UTC to an instant; negative before.",
        DotNet = DotNetRendering.Of((DateTime t) => (t.Ticks / TimeSpan.TicksPerMicrosecond) - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond)),
        DuckDb = call => $"epoch_us({call[0]})",
        GoogleSql = call => $"UNIX_MICROS({call[0]})",
        Python = call => $"write_timestamp({call[0]})",
    };
}
