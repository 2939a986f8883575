namespace MlOps.Sdk.Clients;

/// <summary>The name of a model of BigQuery ML.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="DatasetId">The dataset; models share the names of its tables.</param>
/// <param name="ModelId">Letters, digits and <c>_</c>.</param>
public sealed record BigQueryModelReference(string ProjectId, string DatasetId, string ModelId)
{
    /// <inheritdoc />
    public override string ToString() => $"{ProjectId}.{DatasetId}.{ModelId}";
}
