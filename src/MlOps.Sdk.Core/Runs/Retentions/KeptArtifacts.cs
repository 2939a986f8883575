using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Runs;

/// <summary>What must be kept: results with all that they were made of, and the artifacts that these stand on.</summary>
internal sealed class KeptArtifacts
{
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
            _digests.UnionWith(result.Files.Select(ArtifactLocation.DigestOf).OfType<string>());
            foreach (ReferencedResult input in result.Inputs.SelectMany(input => byFingerprint[input]))
                open.Push(input);
        }
    }

    public bool Has(string digest) => _digests.Contains(digest);

    private bool StandsOnKept(DataFile file) => _digests.Contains(file.Digest) || (ArtifactLocation.DigestOf(file) is { } digest && _digests.Contains(digest));
}
