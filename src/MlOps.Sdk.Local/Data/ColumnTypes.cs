namespace MlOps.Sdk.Data;

/// <summary>The SDK's six types and DuckDB's many.</summary>
internal static class ColumnTypes
{
    public static string ToSql(DataType type) => type switch
    {
        DataType.Boolean => "BOOLEAN",
        DataType.Int64 => "BIGINT",
        DataType.Double => "DOUBLE",
        DataType.String => "VARCHAR",
        DataType.Date => "DATE",
        _ => "TIMESTAMP",
    };

    /// <summary>The type that a DuckDB type becomes; null for a nested or binary one, which has no meaning as a single value.</summary>
    public static DataType? FromSql(string type) => type switch
    {
        "BOOLEAN" => DataType.Boolean,
        "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" or "UHUGEINT" => DataType.Int64,
        "FLOAT" or "DOUBLE" => DataType.Double,
        "VARCHAR" or "UUID" or "TIME" or "TIME WITH TIME ZONE" or "INTERVAL" or "JSON" => DataType.String,
        "DATE" => DataType.Date,
        "TIMESTAMP" or "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" or "TIMESTAMP WITH TIME ZONE" => DataType.Timestamp,
        _ when type.EndsWith(']') || type.StartsWith("STRUCT", StringComparison.Ordinal) || type.StartsWith("MAP", StringComparison.Ordinal) => null,
        _ when type.StartsWith("DECIMAL", StringComparison.Ordinal) => DataType.Double,
        _ when type.StartsWith("ENUM", StringComparison.Ordinal) => DataType.String,
        _ => null,
    };
}
