namespace MlOps.Sdk.Clients;

/// <summary>The response of an upload.</summary>
internal sealed record VertexUploaded(string Model, string ModelVersionId);
