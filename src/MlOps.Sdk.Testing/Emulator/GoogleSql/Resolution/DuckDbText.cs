using System.Globalization;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>Names and constants as DuckDB SQL. Each constant says its type.</summary>
internal static class DuckDbText
{
    public static string Identifier(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    // No literal can hold a NUL.
    public static string Literal(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? $"({string.Join(" || chr(0) || ", text.Split('\0').Select(Quoted))})"
        : Quoted(text);

    public static string Bytes(string latin) => $"'{string.Concat(latin.Select(c => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}")))}'::BLOB";

    public static string Number(long number) => number < 0 ? $"({number.ToString(CultureInfo.InvariantCulture)})::BIGINT" : $"{number.ToString(CultureInfo.InvariantCulture)}::BIGINT";

    public static string Number(double number)
    {
        if (!double.IsFinite(number))
            return double.IsNaN(number) ? "'NaN'::DOUBLE" : number > 0 ? "'Infinity'::DOUBLE" : "'-Infinity'::DOUBLE";
        string digits = number.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
        string literal = digits.Contains('e', StringComparison.Ordinal) ? digits : digits + "e0";
        return double.IsNegative(number) ? $"({literal})" : literal;
    }

    private static string Quoted(string text) => '\'' + text.Replace("'", "''", StringComparison.Ordinal) + '\'';
}
