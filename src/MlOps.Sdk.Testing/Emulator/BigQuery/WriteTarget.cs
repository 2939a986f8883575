namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>Where a job's rows go.</summary>
/// <param name="Name">The table.</param>
/// <param name="WriteDisposition">WRITE_EMPTY, WRITE_APPEND or WRITE_TRUNCATE.</param>
/// <param name="CreateDisposition">CREATE_IF_NEEDED or CREATE_NEVER.</param>
/// <param name="Layout">Partitions and clusters of the table.</param>
/// <param name="Location">Where the job runs.</param>
/// <param name="NewTable">A name that DuckDB doesn't have yet.</param>
internal sealed record WriteTarget(
    TableName Name, string WriteDisposition, string CreateDisposition, TableLayout Layout, string Location, string NewTable)
{
    /// <summary>When a new table ends, in milliseconds since 1970; null for what its dataset says.</summary>
    public long? ExpirationTime { get; init; }
}
