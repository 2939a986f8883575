namespace MlOps.Sdk.Data.Sources;

/// <summary>How cells of text become values, where DuckDB's own readers are laxer than C#.</summary>
internal static class TextCell
{
    /// <summary>The type as which DuckDB's reader is to read a column.</summary>
    public static string ReadAs(DataType type, string? timestampFormat) => type switch
    {
        // The readers would round '1.5' to 2.
        DataType.Int64 => "VARCHAR",
        // As TIMESTAMP they would drop an offset from UTC.
        DataType.Timestamp when timestampFormat is null => "TIMESTAMP WITH TIME ZONE",
        _ => ColumnTypes.ToSql(type),
    };

    /// <summary>The value of a column that was read so; fails on what the type can't hold.</summary>
    public static string ToSql(string column, DataType type) => type switch
    {
        DataType.Int64 => $"CASE WHEN contains({column}, '.') OR instr({column}, '-') > 1 THEN error({column} || ' is not an Int64') ELSE CAST({column} AS BIGINT) END",
        // DuckDB reads 'infinity' and years before 1.
        DataType.Date => $"CASE WHEN {column} NOT BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' THEN error('out of range') ELSE {column} END",
        DataType.Timestamp => $"CASE WHEN CAST({column} AS TIMESTAMP) NOT BETWEEN TIMESTAMP '0001-01-01' AND TIMESTAMP '9999-12-31 23:59:59.999999' "
            + $"THEN error('out of range') ELSE CAST({column} AS TIMESTAMP) END",
        _ => column,
    };
}
