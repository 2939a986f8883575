using System.Text.Json.Serialization;

namespace MlOps.Sdk.Data;

/// <summary>One file of a dataset, in place or in the artifact store.</summary>
/// <param name="Location">
/// <c>artifact:DIGEST</c> for a stored artifact, <c>artifact:DIGEST/name</c> for a file in a stored folder; else an absolute path or URI of data that lies elsewhere or is used in place; an object of Cloud Storage as <c>gs://bucket/name#generation</c>.
/// </param>
/// <param name="Bytes">Its length.</param>
/// <param name="Digest">
/// Lower-case hexadecimal SHA-256 of its content; of an object that was written on another platform and never read here, the checksum that its store keeps,
/// such as <c>crc32c:1a2b3c4d</c>.
/// </param>
public sealed record DataFile(string Location, long Bytes, string Digest)
{
    /// <summary>The scheme of a file that lies elsewhere, such as <c>gs</c>; null for one that is here.</summary>
    [JsonIgnore]
    public string? Scheme => Location.IndexOf("://", StringComparison.Ordinal) is > 0 and int end ? Location[..end] : null;
}
