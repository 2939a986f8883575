namespace MlOps.Sdk.Clients;

/// <summary>A page of objects as the service writes it.</summary>
internal sealed record WireObjectList(IReadOnlyList<WireObject>? Items, string? NextPageToken);
