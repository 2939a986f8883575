namespace MlOps.Sdk.Testing.Emulator.GoogleSql;

/// <summary>A PARTITION BY.</summary>
/// <param name="Column">The column; <c>_PARTITIONTIME</c> for the time of loading.</param>
/// <param name="Unit">DAY, HOUR, MONTH or YEAR; null for ranges.</param>
/// <param name="Range">Start, end and interval of <c>RANGE_BUCKET(column, GENERATE_ARRAY(start, end, interval))</c>.</param>
internal sealed record Partitioning(string Column, string? Unit, (long Start, long End, long Interval)? Range);
