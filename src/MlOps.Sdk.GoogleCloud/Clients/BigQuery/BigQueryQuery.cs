using System.Text.Json.Serialization;

namespace MlOps.Sdk.Clients;

/// <summary>A query of a job, in GoogleSQL.</summary>
public sealed record BigQueryQuery
{
    /// <summary>The statement.</summary>
    [JsonPropertyName("query")]
    public required string Sql { get; init; }

    /// <summary>The statement's dialect: always GoogleSQL, which BigQuery doesn't assume by itself.</summary>
    public bool UseLegacySql { get; init; }

    /// <summary>The values of the parameters <c>@name</c>; null or empty for none.</summary>
    public IReadOnlyList<BigQueryParameter>? QueryParameters { get; init; }

    /// <summary>How parameters are found; by name, whenever there are any.</summary>
    public string? ParameterMode => QueryParameters is { Count: > 0 } ? "NAMED" : null;

    /// <summary>Where the rows go; null for a table of BigQuery's own that lives a day.</summary>
    public BigQueryTableReference? DestinationTable { get; init; }

    /// <summary><c>WRITE_TRUNCATE</c>, <c>WRITE_APPEND</c> or <c>WRITE_EMPTY</c>; null means <c>WRITE_EMPTY</c>.</summary>
    public string? WriteDisposition { get; init; }

    /// <summary><c>CREATE_IF_NEEDED</c>, which null means, or <c>CREATE_NEVER</c>.</summary>
    public string? CreateDisposition { get; init; }

    /// <summary>How the destination is partitioned by time.</summary>
    public BigQueryTimePartitioning? TimePartitioning { get; init; }

    /// <summary>How the destination is partitioned by a number.</summary>
    public BigQueryRangePartitioning? RangePartitioning { get; init; }

    /// <summary>What the destination is clustered by.</summary>
    public BigQueryClustering? Clustering { get; init; }

    /// <summary>The dataset of tables that are named without one.</summary>
    public BigQueryDatasetReference? DefaultDataset { get; init; }

    /// <summary>A query that would read more fails, and costs nothing.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? MaximumBytesBilled { get; init; }

    /// <summary>Whether an earlier result may be given; null means true.</summary>
    public bool? UseQueryCache { get; init; }

    /// <summary>Files that the statement reads as tables, by the name that it gives them.</summary>
    public IReadOnlyDictionary<string, BigQueryExternalData>? TableDefinitions { get; init; }
}
