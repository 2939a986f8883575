namespace MlOps.Sdk.Plans;

/// <summary>A table of BigQuery, or the result of a query there.</summary>
public sealed record BigQuerySourcePlan : SourcePlan
{
    /// <summary>The table as <c>project.dataset.table</c>; null if <see cref="Sql"/> is given.</summary>
    public string? Table { get; init; }

    /// <summary>The query in GoogleSQL; null if <see cref="Table"/> is given.</summary>
    public string? Sql { get; init; }
}
