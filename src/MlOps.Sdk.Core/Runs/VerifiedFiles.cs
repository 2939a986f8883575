using System.Collections.Concurrent;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Runs;

/// <summary>Hashes each file once in a run, however many products stand on it.</summary>
internal sealed class VerifiedFiles(IArtifactStore artifacts)
{
    private readonly ConcurrentDictionary<DataFile, Lazy<Task<bool>>> _verified = new();

    /// <summary>What is wrong with the product's files, in words; null if each is there and unharmed.</summary>
    public async Task<string?> FindHarmAsync(Product product, CancellationToken cancellationToken)
    {
        foreach (DataFile file in product.Files)
        {
            if (await VerifyAsync(file, cancellationToken))
                continue;
            if (file.Scheme is not null)
                return $"file missing or changed: {file.Location}";
            string path = artifacts.Resolve(file);
            string state = File.Exists(path) || Directory.Exists(path) ? "damaged" : "missing";
            return $"{(ArtifactLocation.IsStored(file) ? "artifact" : "file")} {state}: {Shorten(file)}";
        }

        return null;
    }

    private async Task<bool> VerifyAsync(DataFile file, CancellationToken cancellationToken)
    {
        bool whole = await _verified.GetOrAdd(file, _ => new(() => artifacts.VerifyAsync(file, cancellationToken))).Value;
        // What is broken now may be made anew by a stage of this run.
        if (!whole)
            _verified.TryRemove(file, out _);
        return whole;
    }

    private static string Shorten(DataFile file) =>
        ArtifactLocation.IsStored(file) && file.Location.Length > 21 ? $"{file.Location[..21]}..." : file.Location;
}
