namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>How files of Parquet are read.</summary>
/// <param name="InfersLists">Whether a list becomes a repeated column; else it becomes a record of records.</param>
/// <param name="DecimalTypes">What decimals may become; empty for NUMERIC.</param>
internal sealed record ParquetReading(bool InfersLists, IReadOnlyList<string> DecimalTypes);
