namespace MlOps.Sdk.Clients;

/// <summary>Files in Cloud Storage.</summary>
/// <param name="Uris">Such as <c>gs://bucket/rows-*.jsonl</c>.</param>
public sealed record GcsSource(IReadOnlyList<string> Uris);
