using System.Collections.Concurrent;
using MlOps.Sdk.Algebra.Patterns;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>A pattern of dates and times as in .NET.</summary>
/// <remarks>Its parts are <c>yyyy</c>, <c>M</c>, <c>MM</c>, <c>d</c>, <c>dd</c>, <c>H</c>, <c>HH</c>, <c>m</c>, <c>mm</c>, <c>s</c>, <c>ss</c> and literals.</remarks>
internal sealed class DatePattern
{
    private static readonly ConcurrentDictionary<string, DatePattern> s_known = new(StringComparer.Ordinal);

    private readonly string _pattern;
    private readonly List<Field> _fields;

    private DatePattern(string pattern, List<Field> fields)
    {
        _pattern = pattern;
        _fields = fields;
        Strptime = string.Concat(fields.Select(field => field.Strptime));
        GoogleSqlFormat = string.Concat(fields.Select(field => field.GoogleSqlFormat));
        RegularExpression = string.Concat(fields.Select(field => field.RegularExpression));
    }

    /// <summary>The same as <c>strptime</c> writes it.</summary>
    public string Strptime { get; }

    /// <summary>The same as GoogleSQL's <c>PARSE_TIMESTAMP</c> writes it.</summary>
    public string GoogleSqlFormat { get; }

    /// <summary>The texts of this form as RE2 and Python write it, each part a group of its name; without the year 0, which .NET doesn't know.</summary>
    public string RegularExpression { get; }

    public static DatePattern Parse(string pattern) => s_known.GetOrAdd(pattern, static text =>
        TryParse(text, out DatePattern? parsed, out string? problem) ? parsed! : throw new ArgumentException(problem));

    public static string? ProblemOf(string pattern, bool time)
    {
        if (!TryParse(pattern, out DatePattern? parsed, out string? problem))
            return problem;
        string kinds = string.Concat(parsed!._fields.Where(field => field.Kind != '\0').Select(field => field.Kind));
        if (kinds.Distinct().Count() != kinds.Length)
            return $"the pattern '{pattern}' has a part twice; name each once";
        if (!"yMd".All(kinds.Contains))
            return $"the pattern '{pattern}' must hold yyyy, M and d";
        return !time && kinds.Length > 3 ? $"the pattern '{pattern}' of a DateOnly can't hold a time; use DateTime.ParseExact" : null;
    }

    /// <summary>The parts of a text: year, month, day, hour, minute, second; false if it isn't of this form.</summary>
    public bool TryRead(string text, Span<int> parts)
    {
        int position = 0;
        foreach (Field field in _fields)
        {
            if (field.Kind == '\0')
            {
                if (position >= text.Length || text[position++] != field.Literal)
                    return false;
                continue;
            }

            int digits = 0;
            int number = 0;
            int most = field.Width == 1 ? 2 : field.Width;
            while (digits < most && position < text.Length && char.IsAsciiDigit(text[position]))
            {
                number = (number * 10) + (text[position++] - '0');
                digits++;
            }

            if (digits < field.Width)
                return false;
            parts["yMdHms".IndexOf(field.Kind, StringComparison.Ordinal)] = number;
        }

        return position == text.Length;
    }

    /// <inheritdoc />
    public override string ToString() => _pattern;

    private static bool TryParse(string pattern, out DatePattern? parsed, out string? problem)
    {
        List<Field> fields = [];
        parsed = null;
        problem = null;
        for (int i = 0; i < pattern.Length;)
        {
            char c = pattern[i];
            int run = 1;
            while (i + run < pattern.Length && pattern[i + run] == c)
                run++;
            if (c is 'y' or 'M' or 'd' or 'H' or 'm' or 's')
            {
                if (c == 'y' ? run != 4 : run > 2)
                {
                    problem = $"'{new string(c, run)}' in the pattern '{pattern}' is not supported; "
                        + "use yyyy, M or MM, d or dd, H or HH, m or mm, s or ss and literals";
                    return false;
                }

                if (fields.Count > 0 && fields[^1] is { Kind: not '\0', Width: 1 })
                {
                    problem = $"in the pattern '{pattern}' nothing stands between '{fields[^1].Kind}' and '{c}', so that it can't be told where one ends";
                    return false;
                }

                fields.Add(new(c, run, '\0'));
                i += run;
            }
            else if (c is '\'' or '"' && pattern.IndexOf(c, i + 1) is var end and > 0)
            {
                fields.AddRange(pattern[(i + 1)..end].Select(literal => new Field('\0', 1, literal)));
                i = end + 1;
            }
            else if (c == '\\' && i + 1 < pattern.Length)
            {
                fields.Add(new('\0', 1, pattern[i + 1]));
                i += 2;
            }
            else if ((char.IsAsciiLetter(c) && c is not ('T' or 'Z')) || !char.IsAscii(c) || c is '%' or '\'' or '"' or '\\' || char.IsAsciiDigit(c))
            {
                problem = $"'{c}' in the pattern '{pattern}' is not supported; use yyyy, M or MM, d or dd, H or HH, m or mm, s or ss and literals";
                return false;
            }
            else
            {
                fields.Add(new('\0', 1, c));
                i++;
            }
        }

        parsed = new(pattern, fields);
        return true;
    }

    private readonly record struct Field(char Kind, int Width, char Literal)
    {
        public string Strptime => Kind switch
        {
            'y' => "%Y",
            'M' => "%m",
            'd' => "%d",
            'H' => "%H",
            'm' => "%M",
            's' => "%S",
            _ => Literal == '%' ? "%%" : Literal.ToString(),
        };

        // GoogleSQL's %Y takes years of any length.
        public string GoogleSqlFormat => Kind == 'y' ? "%E4Y" : Strptime;

        public string RegularExpression => Kind switch
        {
            '\0' => RegexText.Literal(Literal),
            'y' => "(?P<y>000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})",
            'm' or 's' => $"(?P<{Kind}>{(Width == 1 ? "[0-5]?[0-9]" : "[0-5][0-9]")})",
            _ => $"(?P<{Kind}>{(Width == 1 ? "[0-9]{1,2}" : "[0-9]{2}")})",
        };
    }
}
