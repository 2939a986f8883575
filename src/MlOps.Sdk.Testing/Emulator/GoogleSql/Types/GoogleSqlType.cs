namespace MlOps.Sdk.Testing.Emulator.GoogleSql;

/// <summary>A type of GoogleSQL, and how DuckDB stores it.</summary>
internal sealed class GoogleSqlType : IEquatable<GoogleSqlType>
{
    private static readonly Dictionary<string, GoogleSqlType> s_named = new(StringComparer.OrdinalIgnoreCase);

    private GoogleSqlType(GoogleSqlTypeKind kind, string name, string duckDb, params string[] aliases)
    {
        Kind = kind;
        Name = name;
        DuckDb = duckDb;
        foreach (string alias in kind == GoogleSqlTypeKind.Null ? [] : aliases.Append(name))
            s_named[alias] = this;
    }

    private GoogleSqlType(GoogleSqlTypeKind kind, GoogleSqlType? element, IReadOnlyList<GoogleSqlField> fields)
    {
        Kind = kind;
        Element = element;
        Fields = fields;
        Name = element is not null ? $"ARRAY<{element}>" : $"STRUCT<{string.Join(", ", fields.Select(field => field.Name.Length == 0 ? $"{field.Type}" : $"{field.Name} {field.Type}"))}>";
        DuckDb = element is not null
            ? $"{element.DuckDb}[]"
            : $"STRUCT({string.Join(", ", fields.Select((field, index) => $"{Resolution.DuckDbText.Identifier(DuckDbName(fields, index))} {field.Type.DuckDb}"))})";
    }

    public static GoogleSqlType Null { get; } = new(GoogleSqlTypeKind.Null, "NULL", "BIGINT");

    public static GoogleSqlType Int64 { get; } = new(GoogleSqlTypeKind.Int64, "INT64", "BIGINT", "INT", "INTEGER", "BIGINT", "SMALLINT", "TINYINT", "BYTEINT");

    public static GoogleSqlType Float64 { get; } = new(GoogleSqlTypeKind.Float64, "FLOAT64", "DOUBLE", "FLOAT");

    public static GoogleSqlType Numeric { get; } = new(GoogleSqlTypeKind.Numeric, "NUMERIC", "DECIMAL(38, 9)", "DECIMAL");

    public static GoogleSqlType Bool { get; } = new(GoogleSqlTypeKind.Bool, "BOOL", "BOOLEAN", "BOOLEAN");

    public static GoogleSqlType String { get; } = new(GoogleSqlTypeKind.String, "STRING", "VARCHAR");

    public static GoogleSqlType Bytes { get; } = new(GoogleSqlTypeKind.Bytes, "BYTES", "BLOB");

    public static GoogleSqlType Date { get; } = new(GoogleSqlTypeKind.Date, "DATE", "DATE");

    /// <summary>A date and time without a zone.</summary>
    public static GoogleSqlType DateTime { get; } = new(GoogleSqlTypeKind.DateTime, "DATETIME", "TIMESTAMP");

    public static GoogleSqlType Time { get; } = new(GoogleSqlTypeKind.Time, "TIME", "TIME");

    /// <summary>An instant; DuckDB stores it in UTC without a zone.</summary>
    public static GoogleSqlType Timestamp { get; } = new(GoogleSqlTypeKind.Timestamp, "TIMESTAMP", "TIMESTAMP");

    public static GoogleSqlType Json { get; } = new(GoogleSqlTypeKind.Json, "JSON", "JSON");

    public GoogleSqlTypeKind Kind { get; }

    /// <summary>The name as messages write it.</summary>
    public string Name { get; }

    /// <summary>DuckDB's name of the type that it is stored as.</summary>
    public string DuckDb { get; }

    /// <summary>The type of an array's elements.</summary>
    public GoogleSqlType? Element { get; }

    public IReadOnlyList<GoogleSqlField> Fields { get; } = [];

    public bool IsNumber => Kind is GoogleSqlTypeKind.Int64 or GoogleSqlTypeKind.Float64 or GoogleSqlTypeKind.Numeric;

    /// <summary>A type by its simple name or one of BigQuery's aliases, also those of its REST API's schemas; null if there is none.</summary>
    public static GoogleSqlType? Find(string name) => s_named.GetValueOrDefault(name);

    public static GoogleSqlType ArrayOf(GoogleSqlType element) => new(GoogleSqlTypeKind.Array, element, []);

    public static GoogleSqlType StructOf(IReadOnlyList<GoogleSqlField> fields) => new(GoogleSqlTypeKind.Struct, null, fields);

    /// <summary>The name that a field has in DuckDB, which knows none without a name.</summary>
    public string DuckDbField(int index) => DuckDbName(Fields, index);

    public bool Equals(GoogleSqlType? other) => other is not null && other.Name == Name;

    public override bool Equals(object? obj) => Equals(obj as GoogleSqlType);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;

    private static string DuckDbName(IReadOnlyList<GoogleSqlField> fields, int index) => fields[index].Name.Length == 0 ? $"_field_{index + 1}" : fields[index].Name;
}
