using System.Globalization;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>Names and constants as DuckDB SQL.</summary>
internal static class DuckDbText
{
    public static string Identifier(string name)
    {
        SqlText.CheckName(name);
        return '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
    }

    public static string Literal(string text)
    {
        SqlText.Check(text, "text");
        return '\'' + text.Replace("'", "''", StringComparison.Ordinal) + '\'';
    }

    public static string TypeName(DataType type) => type switch
    {
        DataType.Boolean => "BOOLEAN",
        DataType.Int64 => "BIGINT",
        DataType.Double => "DOUBLE",
        DataType.String => "VARCHAR",
        DataType.Date => "DATE",
        DataType.Timestamp => "TIMESTAMP",
        _ => throw new NotSupportedException($"DuckDB has no type for {type}."),
    };

    // Every literal says its type: a bare 5 is a 32-bit INTEGER to DuckDB, a bare 0.5 a DECIMAL, and both change what arithmetic means.
    public static Term Constant(ConstantNode constant) => constant.Value switch
    {
        null => $"NULL::{TypeName(constant.Type)}",
        bool boolean => boolean ? "true" : "false",
        long integer => integer < 0 ? $"({constant.Text})::BIGINT" : $"{constant.Text}::BIGINT",
        double number => Number(number),
        string text => Literal(text),
        DateOnly date => $"DATE '{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'",
        DateTime instant => $"TIMESTAMP '{instant.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'",
        _ => throw new NotSupportedException($"DuckDB has no literal for {constant}."),
    };

    public static string Number(double number)
    {
        if (!double.IsFinite(number))
            return double.IsNaN(number) ? "'NaN'::DOUBLE" : number > 0 ? "'Infinity'::DOUBLE" : "'-Infinity'::DOUBLE";
        string digits = number.ToString("R", CultureInfo.InvariantCulture);
        string literal = digits.Contains('E', StringComparison.Ordinal) ? digits.Replace('E', 'e') : digits + "e0";
        return double.IsNegative(number) ? $"({literal})" : literal;
    }
}
