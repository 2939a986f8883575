namespace MlOps.Sdk.Clients;

/// <summary>The name of a dataset.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="DatasetId">Letters, digits and <c>_</c>.</param>
public sealed record BigQueryDatasetReference(string ProjectId, string DatasetId)
{
    /// <summary>The name of a table in the dataset.</summary>
    public BigQueryTableReference Table(string tableId) => new(ProjectId, DatasetId, tableId);

    /// <inheritdoc />
    public override string ToString() => $"{ProjectId}.{DatasetId}";
}
