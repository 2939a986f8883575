using System.Globalization;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>Names and constants as DuckDB SQL.</summary>
internal static class DuckDbText
{
    public static string Identifier(string name)
    {
        if (name.Length == 0)
            throw new NotSupportedException("A column's name can't be empty.");
        Check(name, "name");
        return '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
    }

    public static string Literal(string text)
    {
        Check(text, "text");
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

    private static void Check(string text, string what)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
                throw new NotSupportedException($"The {what} {Shown(text)} has a NUL character, which SQL can't hold. Take it out.");
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                throw new NotSupportedException($"The {what} {Shown(text)} has half a surrogate pair, which isn't Unicode. Take it out.");
        }
    }

    private static string Shown(string text) =>
        "'" + string.Concat(text.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? $"\\u{(int)c:X4}" : c.ToString())) + "'";
}
