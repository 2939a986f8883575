using System.Text.RegularExpressions;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Runs.Relational;

/// <summary>Reads which results stand on which artifacts.</summary>
internal static partial class ReferenceTables
{
    public static async Task<RunReferences> ReadAsync(Statements sql, CancellationToken cancellationToken)
    {
        ILookup<string, string> inputs = (await sql.QueryAsync("SELECT key, input FROM lineage ORDER BY key, position",
            row => (Key: row.GetString(0), Input: row.GetString(1)), cancellationToken)).ToLookup(row => row.Key, row => row.Input, StringComparer.Ordinal);
        ILookup<string, string> runs = (await sql.QueryAsync("SELECT DISTINCT key, run_id FROM stage_runs WHERE outcome IN ('Executed', 'Reused')",
            row => (Key: row.GetString(0), Run: row.GetString(1)), cancellationToken)).ToLookup(row => row.Key, row => row.Run, StringComparer.Ordinal);
        IReadOnlyList<ReferencedResult> results = await sql.QueryAsync("SELECT key, fingerprint, product FROM results",
            row => new ReferencedResult(
                row.GetString(0), row.GetString(1), ResultTables.ReadProduct(row.GetString(2)).Files,
                inputs[row.GetString(0)].ToValueList(), runs[row.GetString(0)].ToValueList()),
            cancellationToken);
        IReadOnlyList<string> notes = await sql.QueryAsync($"SELECT value FROM notes WHERE value LIKE '%{ArtifactLocation.Scheme}%'", row => row.GetString(0), cancellationToken);
        return new RunReferences(results.ToValueList(), notes.SelectMany(note => Artifact().Matches(note)).Select(match => match.Groups[1].Value).Distinct().ToValueList());
    }

    [GeneratedRegex(ArtifactLocation.Scheme + "([0-9a-f]{64})", RegexOptions.CultureInvariant)]
    private static partial Regex Artifact();
}
