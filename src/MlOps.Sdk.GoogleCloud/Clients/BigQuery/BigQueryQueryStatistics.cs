using System.Text.Json.Serialization;

namespace MlOps.Sdk.Clients;

/// <summary>What a query read and wrote.</summary>
public sealed record BigQueryQueryStatistics
{
    /// <summary>The kind of statement, such as <c>SELECT</c> or <c>CREATE_MODEL</c>.</summary>
    public string? StatementType { get; init; }

    /// <summary>The bytes that were read.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? TotalBytesProcessed { get; init; }

    /// <summary>The bytes that are paid for.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? TotalBytesBilled { get; init; }

    /// <summary>Whether the result was an earlier one.</summary>
    public bool? CacheHit { get; init; }

    /// <summary>The rows that a statement inserted, updated or deleted.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? NumDmlAffectedRows { get; init; }

    /// <summary>What a statement that defines something did: <c>CREATE</c>, <c>REPLACE</c>, <c>SKIP</c>, <c>DROP</c>.</summary>
    public string? DdlOperationPerformed { get; init; }

    /// <summary>The tables that were read.</summary>
    public IReadOnlyList<BigQueryTableReference>? ReferencedTables { get; init; }

    /// <summary>The columns of the result; of a dry run only.</summary>
    public BigQuerySchema? Schema { get; init; }
}
