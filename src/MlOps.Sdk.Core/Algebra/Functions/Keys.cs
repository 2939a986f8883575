using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>The fingerprint of a key, by which rows are divided.</summary>
internal static class Keys
{
    public static IReadOnlyList<Function> All => [Fingerprint];

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
}
