namespace MlOps.Sdk.Clients;

/// <summary>A folder in Cloud Storage.</summary>
/// <param name="OutputUriPrefix">Such as <c>gs://bucket/runs/7/</c>.</param>
public sealed record GcsDestination(string OutputUriPrefix);
