namespace MlOps.Sdk.Testing.Emulator.Storage;

/// <summary>What a client may say about an object beside its content.</summary>
internal sealed record ObjectAttributes
{
    public string? ContentType { get; init; }

    public string? ContentEncoding { get; init; }

    public string? ContentDisposition { get; init; }

    public string? ContentLanguage { get; init; }

    public string? CacheControl { get; init; }

    public string? CustomTime { get; init; }

    public string StorageClass { get; init; } = "STANDARD";

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
