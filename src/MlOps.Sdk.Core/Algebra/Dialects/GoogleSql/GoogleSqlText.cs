using System.Globalization;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>Names and constants as GoogleSQL.</summary>
internal static class GoogleSqlText
{
    // BigQuery's flexible column names take anything but these.
    private const string NotInNames = "!\"$()*,./;?@[\\]^`{}~";

    public static string Identifier(string name)
    {
        SqlText.CheckName(name);
        return name.IndexOfAny(NotInNames.ToCharArray()) is var position and >= 0
            ? throw new NotSupportedException($"BigQuery has no columns with a '{name[position]}' in their name, such as '{name}'. Give it another name in a Select.")
            : '`' + name + '`';
    }

    public static string Literal(string text)
    {
        SqlText.Check(text, "text");
        return EscapedText.Quote(text);
    }

    public static string TypeName(DataType type) => type switch
    {
        DataType.Boolean => "BOOL",
        DataType.Int64 => "INT64",
        DataType.Double => "FLOAT64",
        DataType.String => "STRING",
        DataType.Date => "DATE",
        DataType.Timestamp => "TIMESTAMP",
        _ => throw new NotSupportedException($"GoogleSQL has no type for {type}."),
    };

    public static Term Constant(ConstantNode constant) => constant.Value switch
    {
        null => $"CAST(NULL AS {TypeName(constant.Type)})",
        bool boolean => boolean ? "TRUE" : "FALSE",
        long integer => integer < 0 ? $"({constant.Text})" : constant.Text!,
        double number => Number(number),
        string text => Literal(text),
        DateOnly date => $"DATE '{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'",
        DateTime instant => $"TIMESTAMP '{instant.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}+00'",
        _ => throw new NotSupportedException($"GoogleSQL has no literal for {constant}."),
    };

    public static string Number(double number)
    {
        if (!double.IsFinite(number))
            return $"CAST('{(double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf")}' AS FLOAT64)";
        string digits = number.ToString("R", CultureInfo.InvariantCulture);
        string literal = digits.AsSpan().IndexOfAny('E', '.') >= 0 ? digits : digits + ".0";
        return double.IsNegative(number) ? $"({literal})" : literal;
    }
}
