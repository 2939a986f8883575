namespace MlOps.Sdk.Data;

/// <summary>The SDK's six types and BigQuery's.</summary>
internal static class BigQueryTypes
{
    public static string ToSql(DataType type) => type switch
    {
        DataType.Boolean => "BOOL",
        DataType.Int64 => "INT64",
        DataType.Double => "FLOAT64",
        DataType.String => "STRING",
        DataType.Date => "DATE",
        _ => "TIMESTAMP",
    };

    /// <summary>The type that a type of BigQuery becomes, by its name in GoogleSQL; null for one that has no meaning as a single value.</summary>
    public static DataType? FromSql(string type) => type switch
    {
        "BOOL" => DataType.Boolean,
        "INT64" => DataType.Int64,
        "FLOAT64" or "NUMERIC" or "BIGNUMERIC" => DataType.Double,
        "STRING" => DataType.String,
        "DATE" => DataType.Date,
        "TIMESTAMP" or "DATETIME" => DataType.Timestamp,
        _ => null,
    };
}
