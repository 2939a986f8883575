namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>A value that can't be computed, in BigQuery's words; <c>SAFE.</c> makes null of it.</summary>
internal sealed class SqlFailure(string message) : Exception(message);
