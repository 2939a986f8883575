namespace MlOps.Sdk.Clients;

internal sealed record VertexOperationPage
{
    public IReadOnlyList<VertexOperation> Operations { get; init; } = [];

    public string? NextPageToken { get; init; }
}
