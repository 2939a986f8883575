namespace MlOps.Sdk.Clients;

/// <summary>The body of an upload: a new model's id, or the model that gets a version.</summary>
internal sealed record VertexUpload(VertexModel Model, string? ModelId, string? ParentModel);
