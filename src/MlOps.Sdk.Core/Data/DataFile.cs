namespace MlOps.Sdk.Data;

/// <summary>One file of a dataset, in place or in the artifact store.</summary>
/// <param name="Location">
/// <c>artifact:DIGEST</c> for a stored artifact, <c>artifact:DIGEST/name</c> for a file in a stored folder; else an absolute path or URI of data used in place.
/// </param>
/// <param name="Bytes">Its length.</param>
/// <param name="Digest">Lower-case hexadecimal SHA-256 of its content.</param>
public sealed record DataFile(string Location, long Bytes, string Digest);
