namespace MlOps.Sdk.Clients;

/// <summary>How a table is partitioned by a number.</summary>
/// <param name="Field">A column of type <c>INT64</c>.</param>
/// <param name="Range">The partitions.</param>
public sealed record BigQueryRangePartitioning(string Field, BigQueryRange Range);
