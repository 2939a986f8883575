using System.Text;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data.Sources;

/// <summary>.NET date and time formats as DuckDB's strptime writes them.</summary>
internal static class DateFormats
{
    private static readonly Dictionary<string, string> Specifiers = new(StringComparer.Ordinal)
    {
        ["d"] = "%-d", ["dd"] = "%d", ["ddd"] = "%a", ["dddd"] = "%A",
        ["M"] = "%-m", ["MM"] = "%m", ["MMM"] = "%b", ["MMMM"] = "%B",
        ["yy"] = "%y", ["yyyy"] = "%Y",
        ["H"] = "%-H", ["HH"] = "%H", ["h"] = "%-I", ["hh"] = "%I", ["tt"] = "%p",
        ["m"] = "%-M", ["mm"] = "%M", ["s"] = "%-S", ["ss"] = "%S",
        ["fff"] = "%g", ["ffffff"] = "%f", ["zzz"] = "%z", ["K"] = "%z",
    };

    /// <summary>The strptime format; null for null.</summary>
    /// <exception cref="StageException">The format has a part without a counterpart.</exception>
    public static string? ToStrptime(string? format, string where)
    {
        if (format is null)
            return null;

        StringBuilder result = new();
        for (int i = 0; i < format.Length;)
        {
            char c = format[i];
            int end = i + 1;
            if (c is '\'' or '"')
            {
                end = format.IndexOf(c, i + 1);
                if (end < 0)
                    throw new StageException($"{where}: '{format}' has a quote that is never closed.");
                Literal(result, format[(i + 1)..end]);
                end++;
            }
            else if (c == '\\' && end < format.Length)
            {
                Literal(result, format[end..++end]);
            }
            else if (char.IsAsciiLetter(c) && c is not ('T' or 'Z'))
            {
                while (end < format.Length && format[end] == c)
                    end++;
                result.Append(Specifiers.GetValueOrDefault(format[i..end])
                    ?? throw new StageException($"{where}: '{format}' has the part '{format[i..end]}', which is not understood. "
                        + $"Use {string.Join(' ', Specifiers.Keys)} and quote other letters, as in dd'.'MM'.'yyyy."));
            }
            else
            {
                Literal(result, format[i..end]);
            }

            i = end;
        }

        return result.ToString();
    }

    private static void Literal(StringBuilder result, string text) => result.Append(text.Replace("%", "%%", StringComparison.Ordinal));
}
