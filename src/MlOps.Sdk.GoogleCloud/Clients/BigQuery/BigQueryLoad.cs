namespace MlOps.Sdk.Clients;

/// <summary>Files in Cloud Storage that a job loads into a table.</summary>
public sealed record BigQueryLoad
{
    /// <summary>The files: <c>gs://bucket/folder/part-*.parquet</c>, one star each at most.</summary>
    public required IReadOnlyList<string> SourceUris { get; init; }

    /// <summary><c>PARQUET</c>, <c>CSV</c> or <c>NEWLINE_DELIMITED_JSON</c>.</summary>
    public required string SourceFormat { get; init; }

    /// <summary>Where the rows go.</summary>
    public required BigQueryTableReference DestinationTable { get; init; }

    /// <summary>The columns; null takes them from files of Parquet.</summary>
    public BigQuerySchema? Schema { get; init; }

    /// <summary><c>WRITE_TRUNCATE</c>, <c>WRITE_APPEND</c> or <c>WRITE_EMPTY</c>: BigQuery would append unless told.</summary>
    public required string WriteDisposition { get; init; }

    /// <summary><c>CREATE_IF_NEEDED</c>, which null means, or <c>CREATE_NEVER</c>.</summary>
    public string? CreateDisposition { get; init; }

    /// <summary>How the table is partitioned by time.</summary>
    public BigQueryTimePartitioning? TimePartitioning { get; init; }

    /// <summary>How the table is partitioned by a number.</summary>
    public BigQueryRangePartitioning? RangePartitioning { get; init; }

    /// <summary>What the table is clustered by.</summary>
    public BigQueryClustering? Clustering { get; init; }

    /// <summary>How Parquet is read.</summary>
    public BigQueryParquetOptions? ParquetOptions { get; init; }

    /// <summary>What decimals may become, best first: <c>NUMERIC</c>, <c>BIGNUMERIC</c>, <c>STRING</c>.</summary>
    public IReadOnlyList<string>? DecimalTargetTypes { get; init; }

    /// <summary>How many rows at the head of a file of CSV are no data.</summary>
    public int? SkipLeadingRows { get; init; }

    /// <summary>What stands between fields of CSV; null means a comma.</summary>
    public string? FieldDelimiter { get; init; }

    /// <summary>Whether fields of CSV may hold line ends; null means no.</summary>
    public bool? AllowQuotedNewlines { get; init; }

    /// <summary>What stands for null in CSV; null means nothing at all.</summary>
    public string? NullMarker { get; init; }
}
