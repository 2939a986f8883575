namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>The rows of a query.</summary>
/// <param name="Columns">Their columns.</param>
/// <param name="DuckDb">The table of DuckDB that holds them, in their order.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="AffectedRows">The rows that a statement changed; null for one that changes none.</param>
internal sealed record QueryResult(IReadOnlyList<Column> Columns, string? DuckDb, long Rows, long? AffectedRows = null);
