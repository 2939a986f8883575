namespace MlOps.Sdk.Clients;

/// <summary>A page of models.</summary>
internal sealed record BigQueryModelPage(IReadOnlyList<BigQueryModel>? Models, string? NextPageToken);
