namespace MlOps.Sdk.Clients;

/// <summary>A table in BigQuery to read.</summary>
/// <param name="InputUri">Such as <c>bq://project.dataset.table</c>.</param>
public sealed record BigQuerySource(string InputUri);
