namespace MlOps.Sdk.Testing.Emulator.Storage;

/// <summary>One generation of an object; its content is a file that never changes.</summary>
internal sealed record StoredObject(string Bucket, string Name, long Generation)
{
    /// <summary>Its content as a file, for whatever reads files.</summary>
    public required string Path { get; init; }

    public required long Size { get; init; }

    /// <summary>In base64, as the service writes it.</summary>
    public required string Crc32C { get; init; }

    /// <summary>In base64; null for an object that was composed.</summary>
    public required string? Md5 { get; init; }

    public required ObjectAttributes Attributes { get; init; }

    public required string Created { get; init; }

    public required string Updated { get; init; }

    public long Metageneration { get; init; } = 1;

    /// <summary>Of how many parts it was composed; null if it wasn't.</summary>
    public int? ComponentCount { get; init; }

    public string ContentType => Attributes.ContentType ?? "application/octet-stream";

    public IReadOnlyDictionary<string, string> Metadata => Attributes.Metadata;

    public byte[] Read() => File.ReadAllBytes(Path);
}
