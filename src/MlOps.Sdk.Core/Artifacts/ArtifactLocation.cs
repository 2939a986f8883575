using MlOps.Sdk.Data;

namespace MlOps.Sdk.Artifacts;

/// <summary>How the location of a stored artifact is written: <c>artifact:</c>, its digest and, for a file in a folder, its path there.</summary>
internal static class ArtifactLocation
{
    public const string Scheme = "artifact:";

    public static bool IsStored(DataFile file) => file.Location.StartsWith(Scheme, StringComparison.Ordinal);

    /// <summary>The digest of the stored artifact that a file is or lies in; null for data that lies elsewhere.</summary>
    public static string? DigestOf(DataFile file) => IsStored(file) ? file.Location[Scheme.Length..].Split('/')[0] : null;
}
