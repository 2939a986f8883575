namespace MlOps.Sdk.Clients;

/// <summary>How an object is written.</summary>
public sealed record WriteOptions
{
    /// <summary>Its media type; <c>application/octet-stream</c> by default.</summary>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>The user's own entries, at most 8 KiB; none by default.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Writes only over this generation; 0 writes only if there is no such object; null, the default, writes over whatever is there. An object that
    /// already is what was to be written is never refused.
    /// </summary>
    public long? IfGeneration { get; init; }
}
