namespace MlOps.Sdk.Clients;

/// <summary>How BigQuery reads Parquet.</summary>
public sealed record BigQueryParquetOptions
{
    /// <summary>Lists become repeated columns instead of records of records.</summary>
    public bool EnableListInference { get; init; }

    /// <summary>Enumerations become text instead of bytes.</summary>
    public bool EnumAsString { get; init; }
}
