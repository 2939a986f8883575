using System.Globalization;
using MlOps.Sdk.Data;

namespace MlOps.Sdk;

/// <summary>What pruning has deleted, or would delete.</summary>
/// <param name="IsDryRun">Whether nothing was deleted.</param>
/// <param name="Deleted">The artifacts of stages whose products nothing kept stands on.</param>
/// <param name="Unknown">Artifacts that no record names, such as those of killed processes; deleted as well.</param>
/// <param name="Kept">What stays in the artifact store.</param>
public sealed record PruneReport(bool IsDryRun, ValueList<PrunedArtifact> Deleted, ValueList<DataFile> Unknown, ValueList<DataFile> Kept)
{
    /// <summary>How much room there is now, or would be.</summary>
    public long FreedBytes => Deleted.Sum(artifact => artifact.File.Bytes) + Unknown.Sum(file => file.Bytes);

    /// <summary>Such as <c>freed 12.3 MB: 14 artifacts of 9 stage results, 2 of no record; 20 artifacts of 100.1 MB are kept</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(IsDryRun ? "would free" : "freed")} {FreedBytes / 1e6:0.0} MB: {Deleted.Count} artifacts of "
        + $"{Deleted.SelectMany(artifact => artifact.Stages).Distinct().Count()} stage results, {Unknown.Count} of no record; "
        + $"{Kept.Count} artifacts of {Kept.Sum(file => file.Bytes) / 1e6:0.0} MB are kept");
}

/// <summary>A deleted artifact.</summary>
/// <param name="File">The artifact.</param>
/// <param name="Stages">The keys of the stages that had made it.</param>
public sealed record PrunedArtifact(DataFile File, ValueList<string> Stages);
