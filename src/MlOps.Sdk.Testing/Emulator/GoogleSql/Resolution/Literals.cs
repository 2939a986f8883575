using System.Globalization;
using MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;
using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>Literals and parameters as DuckDB SQL.</summary>
internal static class Literals
{
    public static Typed Null { get; } = new(GoogleSqlType.Null, "NULL") { IsSimple = true, IsLiteral = true };

    public static Typed Of(bool value) => new(GoogleSqlType.Bool, value ? "true" : "false") { IsSimple = true, IsLiteral = true, Constant = value };

    public static Typed Of(long value) => new(GoogleSqlType.Int64, DuckDbText.Number(value)) { IsSimple = true, IsLiteral = true, Constant = value };

    public static Typed Of(double value) => new(GoogleSqlType.Float64, DuckDbText.Number(value))
    {
        IsSimple = true,
        IsLiteral = true,
        Constant = value,
        IsNeverNaN = !double.IsNaN(value),
    };

    public static Typed Of(string value) => new(GoogleSqlType.String, DuckDbText.Literal(value)) { IsSimple = true, IsLiteral = true, Constant = value };

    public static Typed Integer(IntegerLiteral literal)
    {
        string digits = literal.Text.TrimStart('-');
        bool isHex = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        bool isWhole = isHex
            ? Int128.TryParse("0" + digits[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out Int128 number)
            : Int128.TryParse(digits, CultureInfo.InvariantCulture, out number);
        number = literal.Text[0] == '-' ? -number : number;
        return isWhole && number >= long.MinValue && number <= (isHex ? ulong.MaxValue : long.MaxValue)
            ? Of(unchecked((long)number))
            : throw SqlError.At(literal.At, $"Invalid integer literal: {literal.Text}");
    }

    public static Typed Float(FloatLiteral literal) =>
        double.TryParse(literal.Text, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? Of(number)
            : throw SqlError.At(literal.At, $"Invalid floating point literal: {literal.Text}");

    public static Typed Bytes(string latin) => new(GoogleSqlType.Bytes, DuckDbText.Bytes(latin)) { IsSimple = true, IsLiteral = true };

    public static Typed Of(GoogleSqlType type, string text, Position at) =>
        TryOf(type, text) ?? throw SqlError.At(at, $"Invalid {type} literal");

    /// <summary>A text as a literal of a type; null if it isn't one.</summary>
    public static Typed? TryOf(GoogleSqlType type, string text)
    {
        try
        {
            return type.Kind switch
            {
                GoogleSqlTypeKind.Date => Of(type, TextCasts.ToDate(text)),
                GoogleSqlTypeKind.Timestamp => Of(type, TextCasts.ToTimestamp(text)),
                GoogleSqlTypeKind.DateTime => Of(type, TextCasts.ToDateTime(text)),
                GoogleSqlTypeKind.Time => Plain(type, $"TIME '{TextCasts.ToTime(text).ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'"),
                GoogleSqlTypeKind.Int64 => Of(TextCasts.ToInt64(text)),
                GoogleSqlTypeKind.Float64 => Of(TextCasts.ToDouble(text)),
                GoogleSqlTypeKind.Bool => Of(TextCasts.ToBool(text)),
                GoogleSqlTypeKind.String => Of(text),
                GoogleSqlTypeKind.Numeric => Plain(type, $"{DuckDbText.Literal(TextCasts.ToNumeric(text))}::{type.DuckDb}"),
                GoogleSqlTypeKind.Json => Plain(type, $"{DuckDbText.Literal(text)}::JSON"),
                GoogleSqlTypeKind.Bytes => Bytes(System.Text.Encoding.Latin1.GetString(Convert.FromBase64String(text))),
                _ => null,
            };
        }
        catch (Exception exception) when (exception is SqlFailure or FormatException)
        {
            return null;
        }
    }

    public static Typed Of(GoogleSqlType type, DateOnly day) => Plain(type, $"DATE '{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'") with { Constant = day };

    public static Typed Of(GoogleSqlType type, DateTime instant) =>
        Plain(type, $"TIMESTAMP '{instant.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'") with { Constant = instant };

    public static string Struct(GoogleSqlType type, IReadOnlyList<Typed> values) =>
        $"struct_pack({string.Join(", ", values.Select((value, index) => $"{DuckDbText.Identifier(type.DuckDbField(index))} := {value.Sql}"))})";

    public static Typed Of(GoogleSqlParameter parameter, Position at) => Of(parameter.Type, parameter.Value, at) with { IsLiteral = parameter.Type.Kind == GoogleSqlTypeKind.String };

    private static Typed Of(GoogleSqlType type, object? value, Position at)
    {
        switch (value)
        {
            case null:
                return new(type, $"(NULL::{type.DuckDb})") { IsSimple = true };
            case string text:
                return TryOf(type, text) ?? throw SqlError.At(at, $"Invalid value for type {type}: '{text}'");
            case IReadOnlyList<object?> items when type.Element is { } element:
                return new(type, $"([{string.Join(", ", items.Select(item => Of(element, item, at).Sql))}]::{type.DuckDb})");
            case IReadOnlyList<object?> items when items.Count == type.Fields.Count:
                return new(type, Struct(type, [.. items.Select((item, index) => Of(type.Fields[index].Type, item, at))]));
            default:
                throw SqlError.At(at, $"Invalid value for type {type}");
        }
    }

    private static Typed Plain(GoogleSqlType type, string sql) => new(type, sql) { IsSimple = true };
}
