using System.Globalization;

namespace MlOps.Sdk.Data.Sources;

/// <summary>Whether a text is a value of a type, told by .NET; used to find which cells an engine has refused.</summary>
internal sealed class CellText(string? dateFormat, string? timestampFormat)
{
    private static readonly string[] s_booleans = ["true", "false", "t", "f", "yes", "no", "y", "n", "1", "0"];
    private static readonly string[] s_specials = ["nan", "inf", "infinity"];
    private static readonly string[] s_isoDates = ["yyyy-M-d", "yyyy/M/d"];

    public bool Is(DataType type, string text) => type switch
    {
        DataType.Boolean => s_booleans.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase),
        DataType.Int64 => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        DataType.Double => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            || s_specials.Contains(text.Trim().TrimStart('-', '+'), StringComparer.OrdinalIgnoreCase),
        DataType.Date => dateFormat is null
            ? DateOnly.TryParseExact(text.Trim(), s_isoDates, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            : DateOnly.TryParseExact(text, dateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        DataType.Timestamp => timestampFormat is null
            ? DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out _)
            : DateTime.TryParseExact(text, timestampFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => true,
    };
}
