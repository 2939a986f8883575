namespace MlOps.Sdk.Clients;

/// <summary>Files in Cloud Storage that a query reads as a table.</summary>
public sealed record BigQueryExternalData
{
    /// <summary>The files: <c>gs://bucket/folder/part-*.parquet</c>, one star at most.</summary>
    public required IReadOnlyList<string> SourceUris { get; init; }

    /// <summary>Their format: <c>PARQUET</c>.</summary>
    public string SourceFormat { get; init; } = "PARQUET";

    /// <summary>The columns; null takes them from the files.</summary>
    public BigQuerySchema? Schema { get; init; }

    /// <summary>How Parquet is read.</summary>
    public BigQueryParquetOptions? ParquetOptions { get; init; }
}
