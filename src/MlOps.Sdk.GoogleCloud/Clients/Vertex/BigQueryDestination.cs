namespace MlOps.Sdk.Clients;

/// <summary>A table or dataset in BigQuery to write.</summary>
/// <param name="OutputUri">Such as <c>bq://project.dataset</c>.</param>
public sealed record BigQueryDestination(string OutputUri);
