using MlOps.Sdk.Data;

namespace MlOps.Sdk.Runs;

/// <summary>What must be kept: results with all that they were made of, and the artifacts that these stand on.</summary>
internal sealed class KeptArtifacts
{
    private const string Scheme = "artifact:";

    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _digests;

    /// <param name="results">Every result.</param>
    /// <param name="isRoot">Which of them are kept of themselves.</param>
    /// <param name="digests">Artifacts that are kept of themselves, such as the bundles of registered versions.</param>
    public KeptArtifacts(IReadOnlyList<ReferencedResult> results, Func<ReferencedResult, bool> isRoot, IEnumerable<string> digests)
    {
        _digests = new HashSet<string>(digests, StringComparer.Ordinal);
        ILookup<string, ReferencedResult> byFingerprint = results.ToLookup(result => result.Fingerprint, StringComparer.Ordinal);
        Stack<ReferencedResult> open = new(results.Where(result => isRoot(result) || result.Files.Any(StandsOnKept)));
        while (open.TryPop(out ReferencedResult? result))
        {
            if (!_keys.Add(result.Key))
                continue;
            _digests.UnionWith(result.Files.Select(DigestOf).OfType<string>());
            foreach (ReferencedResult input in result.Inputs.SelectMany(input => byFingerprint[input]))
                open.Push(input);
        }
    }

    public bool Has(string digest) => _digests.Contains(digest);

    /// <summary>The digest of the stored artifact that a file is or lies in; null for data that lies elsewhere.</summary>
    public static string? DigestOf(DataFile file) =>
        file.Location.StartsWith(Scheme, StringComparison.Ordinal) ? file.Location[Scheme.Length..].Split('/')[0] : null;

    private bool StandsOnKept(DataFile file) => _digests.Contains(file.Digest) || (DigestOf(file) is { } digest && _digests.Contains(digest));
}
