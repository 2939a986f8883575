namespace MlOps.Sdk.Clients;

/// <summary>What Cloud Storage says about one generation of an object.</summary>
/// <param name="Uri">Where it is, with its generation.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Crc32C">The checksum of its bytes, in base64 as the service writes it.</param>
public sealed record CloudObject(ObjectUri Uri, long Size, string Crc32C)
{
    /// <summary>Its generation, which changes with its content.</summary>
    public long Generation => Uri.Generation ?? 0;

    /// <summary>The MD5 of its bytes in base64; null if it was composed of parts.</summary>
    public string? Md5 { get; init; }

    /// <summary>Its media type.</summary>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>How its bytes are encoded, such as <c>gzip</c>; null if they aren't.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>The user's own entries.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>When this generation was written.</summary>
    public DateTimeOffset Created { get; init; }
}
