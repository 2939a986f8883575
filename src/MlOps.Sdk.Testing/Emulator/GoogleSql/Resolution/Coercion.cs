using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;
using static MlOps.Sdk.Testing.Emulator.GoogleSql.GoogleSqlTypeKind;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>Which types give way to which without a CAST, and how.</summary>
internal static class Coercion
{
    /// <summary>The value as one of another type; null if it doesn't give way to that.</summary>
    public static Typed? To(Typed value, GoogleSqlType type)
    {
        if (value.Type.Equals(type))
            return value;
        if (value.Type.Kind == GoogleSqlTypeKind.Null)
            return value with { Type = type, Sql = value.Sql == "NULL" ? $"(NULL::{type.DuckDb})" : $"{value.Sql}::{type.DuckDb}" };
        return (value.Type.Kind, type.Kind) switch
        {
            (GoogleSqlTypeKind.Int64, Float64) => value with { Type = type, Sql = value.Constant is long whole ? DuckDbText.Number((double)whole) : $"{value.Sql}::DOUBLE", IsNeverNaN = true },
            (GoogleSqlTypeKind.Int64, Numeric) => value with { Type = type, Sql = $"{value.Sql}::{type.DuckDb}" },
            (Numeric, Float64) => value with { Type = type, Sql = $"{value.Sql}::DOUBLE", IsNeverNaN = true },
            (Float64, Numeric) when value.IsLiteral => value with { Type = type, Sql = $"{value.Sql}::{type.DuckDb}" },
            (Date, GoogleSqlTypeKind.DateTime) => value with { Type = type, Sql = $"{value.Sql}::TIMESTAMP" },
            (GoogleSqlTypeKind.String, Date or GoogleSqlTypeKind.DateTime or Time or Timestamp) when value is { IsLiteral: true, Constant: string text } => Literals.TryOf(type, text),
            (GoogleSqlTypeKind.Array, GoogleSqlTypeKind.Array) when value.Items is { } items => Array(items, type, value),
            (Struct, Struct) when value.Items is { } items && items.Count == type.Fields.Count => StructOf(items, type, value),
            (Struct, Struct) when HasSameTypes(value.Type, type) => value with { Type = type, Sql = $"{value.Sql}::{type.DuckDb}" },
            _ => null,
        };
    }

    /// <summary>The value as one of another type, or BigQuery's error.</summary>
    public static Typed Require(Typed value, GoogleSqlType type, Position at, Func<string> message) => To(value, type) ?? throw SqlError.At(at, message());

    /// <summary>The type that all give way to; null if there is none.</summary>
    public static GoogleSqlType? Common(IReadOnlyList<Typed> values)
    {
        IEnumerable<GoogleSqlType> candidates = values.Where(value => !value.IsLiteral).Concat(values).Select(value => value.Type)
            .Where(type => type.Kind != GoogleSqlTypeKind.Null).Append(GoogleSqlType.Float64).Append(GoogleSqlType.Int64);
        return candidates.FirstOrDefault(type => values.All(value => To(value, type) is not null));
    }

    /// <summary>An untyped NULL is an INT64 where nothing says otherwise.</summary>
    public static Typed Typed(Typed value) => value.Type.Kind == GoogleSqlTypeKind.Null ? To(value, GoogleSqlType.Int64)! : value;

    private static Typed? Array(IReadOnlyList<Typed> items, GoogleSqlType type, Typed value)
    {
        Typed?[] converted = [.. items.Select(item => To(item, type.Element!))];
        return converted.All(item => item is not null)
            ? value with { Type = type, Sql = $"([{string.Join(", ", converted.Select(item => item!.Sql))}]::{type.DuckDb})", Items = converted! }
            : null;
    }

    private static Typed? StructOf(IReadOnlyList<Typed> items, GoogleSqlType type, Typed value)
    {
        Typed?[] converted = [.. items.Select((item, index) => To(item, type.Fields[index].Type))];
        return converted.All(item => item is not null) ? value with { Type = type, Sql = Literals.Struct(type, converted!), Items = converted! } : null;
    }

    private static bool HasSameTypes(GoogleSqlType type, GoogleSqlType other) =>
        type.Fields.Count == other.Fields.Count && type.Fields.Zip(other.Fields).All(pair => pair.First.Type.Equals(pair.Second.Type));
}
