namespace MlOps.Sdk.Testing.Emulator.GoogleSql;

/// <summary>The kinds of types.</summary>
internal enum GoogleSqlTypeKind
{
    /// <summary>That of a NULL which says no type.</summary>
    Null,
    Int64,
    Float64,
    Numeric,
    Bool,
    String,
    Bytes,
    Date,
    DateTime,
    Time,
    Timestamp,
    Json,
    Array,
    Struct,
}
