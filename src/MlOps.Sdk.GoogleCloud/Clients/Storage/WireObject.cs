namespace MlOps.Sdk.Clients;

/// <summary>An object as the service writes it.</summary>
internal sealed record WireObject
{
    public string? Bucket { get; init; }

    public string? Name { get; init; }

    public long? Generation { get; init; }

    public long? Size { get; init; }

    public string? Crc32c { get; init; }

    public string? Md5Hash { get; init; }

    public string? ContentType { get; init; }

    public string? ContentEncoding { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public DateTimeOffset? TimeCreated { get; init; }

    public CloudObject Read() => this is { Bucket: { } bucket, Name: { } name, Generation: { } generation, Size: { } size, Crc32c: { } crc }
        ? new CloudObject(new ObjectUri(bucket, name, generation), size, crc)
        {
            Md5 = Md5Hash,
            ContentType = ContentType ?? "application/octet-stream",
            ContentEncoding = ContentEncoding is "" or "identity" ? null : ContentEncoding,
            Metadata = Metadata ?? new Dictionary<string, string>(StringComparer.Ordinal),
            Created = TimeCreated ?? default,
        }
        : throw new IncompleteAnswerException("an object lacks its name, generation, size or checksum");
}
