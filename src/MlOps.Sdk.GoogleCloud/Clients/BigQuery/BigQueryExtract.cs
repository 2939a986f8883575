namespace MlOps.Sdk.Clients;

/// <summary>A table or model that a job writes to Cloud Storage.</summary>
public sealed record BigQueryExtract
{
    /// <summary>The table; null for a model.</summary>
    public BigQueryTableReference? SourceTable { get; init; }

    /// <summary>The model; null for a table.</summary>
    public BigQueryModelReference? SourceModel { get; init; }

    /// <summary>Where: for a table <c>gs://bucket/folder/part-*.parquet</c>, for a model a folder.</summary>
    public required IReadOnlyList<string> DestinationUris { get; init; }

    /// <summary><c>PARQUET</c>, <c>CSV</c>, <c>NEWLINE_DELIMITED_JSON</c>; for a model <c>ML_TF_SAVED_MODEL</c> or <c>ML_XGBOOST_BOOSTER</c>.</summary>
    public required string DestinationFormat { get; init; }

    /// <summary><c>NONE</c>, <c>GZIP</c>, <c>SNAPPY</c> or <c>ZSTD</c>; null means <c>NONE</c>.</summary>
    public string? Compression { get; init; }
}
