using System.Globalization;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>Names and constants as Python.</summary>
internal static class PythonText
{
    private static readonly HashSet<string> s_keywords = new(StringComparer.Ordinal)
    {
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except", "finally", "for",
        "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    };

    /// <summary>A column's value in a row.</summary>
    public static string Attribute(string name)
    {
        SqlText.CheckName(name);
        return IsIdentifier(name) ? $"row.{name}" : $"getattr(row, {Literal(name)})";
    }

    /// <summary>Whether a column can be written as <c>row.name</c>.</summary>
    public static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && name[0] != '_' && !s_keywords.Contains(name);

    /// <summary>A name for a function that computes a column.</summary>
    public static string FunctionName(string column)
    {
        string name = string.Concat(column.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_')).Trim('_');
        return $"compute_{(name.Length == 0 ? "value" : name)}";
    }

    public static string Literal(string text)
    {
        SqlText.Check(text, "text");
        return EscapedText.Quote(text);
    }

    public static Term Constant(ConstantNode constant) => constant.Value switch
    {
        null => "None",
        bool boolean => boolean ? "True" : "False",
        long integer => integer < 0 ? $"({constant.Text})" : constant.Text!,
        double number => Number(number),
        string text => Literal(text),
        DateOnly date => string.Create(CultureInfo.InvariantCulture, $"datetime.date({date.Year}, {date.Month}, {date.Day})"),
        DateTime instant => string.Create(
            CultureInfo.InvariantCulture,
            $"datetime.datetime({instant.Year}, {instant.Month}, {instant.Day}, {instant.Hour}, {instant.Minute}, {instant.Second}, {instant.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond})"),
        _ => throw new NotSupportedException($"Python has no literal for {constant}."),
    };

    public static string Number(double number)
    {
        if (!double.IsFinite(number))
            return double.IsNaN(number) ? "math.nan" : number > 0 ? "math.inf" : "(-math.inf)";
        string digits = number.ToString("R", CultureInfo.InvariantCulture);
        string literal = digits.AsSpan().IndexOfAny('E', '.') >= 0 ? digits.Replace("E", "e", StringComparison.Ordinal) : digits + ".0";
        return double.IsNegative(number) ? $"({literal})" : literal;
    }
}
