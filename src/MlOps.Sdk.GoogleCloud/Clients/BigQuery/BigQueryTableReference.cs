namespace MlOps.Sdk.Clients;

/// <summary>The name of a table.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="DatasetId">The dataset.</param>
/// <param name="TableId">The table within the dataset.</param>
public sealed record BigQueryTableReference(string ProjectId, string DatasetId, string TableId)
{
    /// <summary>Reads <c>project.dataset.table</c>.</summary>
    /// <exception cref="FormatException">There aren't three parts.</exception>
    public static BigQueryTableReference Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Of a domain's project the name holds a colon, never a dot after it; what comes last can't hold one.
        string[] parts = text.Split('.');
        return parts.Length >= 3 && parts.All(part => part.Length > 0)
            ? new BigQueryTableReference(string.Join('.', parts[..^2]), parts[^2], parts[^1])
            : throw new FormatException($"'{text}' names no table of BigQuery. Write project.dataset.table.");
    }

    /// <inheritdoc />
    public override string ToString() => $"{ProjectId}.{DatasetId}.{TableId}";
}
