using System.Text.RegularExpressions;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>A pattern in which days and instants are written, as in .NET, taken apart.</summary>
/// <remarks>
/// Its parts are <c>yyyy</c>, <c>M</c>, <c>MM</c>, <c>d</c>, <c>dd</c>, <c>H</c>, <c>HH</c>, <c>m</c>, <c>mm</c>, <c>s</c>, <c>ss</c>, <c>f</c> to
/// <c>fffffff</c> and literals; or it is one of .NET's <c>O</c>, <c>s</c> and <c>u</c>.
/// </remarks>
internal sealed partial class DateFormat
{
    private const string Offered = "use yyyy, M or MM, d or dd, H or HH, m or mm, s or ss, f to fffffff and literals";

    private DateFormat(string pattern, IReadOnlyList<Part> parts)
    {
        Pattern = pattern;
        Parts = parts;
    }

    /// <summary>The pattern as .NET's <c>ToString</c> takes it for any culture and kind.</summary>
    public string Pattern { get; }

    public IReadOnlyList<Part> Parts { get; }

    /// <exception cref="ArgumentException"><see cref="ProblemOf"/> tells why it isn't one.</exception>
    public static DateFormat Parse(string pattern, bool time)
    {
        string plain = Written(pattern, time);
        return ProblemOf(pattern, time) is { } problem
            ? throw new ArgumentException(problem, nameof(pattern))
            : new(plain, [.. Piece().Matches(plain).Select(PartOf).SelectMany(WithoutTicks)]);
    }

    /// <summary>Why a pattern is refused, and what to write; null if it isn't.</summary>
    public static string? ProblemOf(string pattern, bool time)
    {
        string plain = Written(pattern, time);
        if (plain.Length < 2)
            return $"the pattern '{pattern}' alone is one of .NET's standard formats, which depend on the culture; {Offered}, at least two letters";
        foreach (Match piece in Piece().Matches(plain))
        {
            if (piece.Groups["refused"].Success || !IsKnown(PartOf(piece)))
                return $"'{piece.Value}' in the pattern '{pattern}' is not supported; {Offered}";
            if (!time && PartOf(piece).Kind is 'H' or 'm' or 's' or 'f')
                return $"the pattern '{pattern}' of a DateOnly can't hold a time";
        }

        return null;
    }

    // The standard formats that are the same in every culture.
    private static string Written(string pattern, bool time) => (pattern, time) switch
    {
        ("O" or "o", false) => "yyyy-MM-dd",
        ("O" or "o", true) => "yyyy-MM-ddTHH:mm:ss.fffffffZ",
        ("s", true) => "yyyy-MM-ddTHH:mm:ss",
        ("u", true) => "yyyy-MM-dd HH:mm:ssZ",
        _ => pattern,
    };

    private static bool IsKnown(Part part) => part.Kind switch
    {
        'y' => part.Width == 4,
        'f' => part.Width <= 7,
        '\0' => true,
        _ => part.Width <= 2,
    };

    private static Part PartOf(Match piece) => piece.Groups["part"] is { Success: true } part
        ? new(part.Value[0], part.Length, "")
        : new('\0', 0, Escape().Replace(piece.Groups["literal"].Value, "$1"));

    // Instants are whole microseconds, so the seventh digit is 0.
    private static Part[] WithoutTicks(Part part) => part is { Kind: 'f', Width: 7 } ? [part with { Width = 6 }, new('\0', 0, "0")] : [part];

    [GeneratedRegex("""(?<part>(?<kind>[yMdHmsf])\k<kind>*)|'(?<literal>(?:[^'\\]|\\.)*)'|"(?<literal>(?:[^"\\]|\\.)*)"|(?<literal>\\.)|(?<refused>[A-SU-Ya-z%'"\\])|(?<literal>.)""", RegexOptions.Singleline)]
    private static partial Regex Piece();

    [GeneratedRegex(@"\\(.)", RegexOptions.Singleline)]
    private static partial Regex Escape();

    /// <summary>A part of a pattern.</summary>
    /// <param name="Kind">Its letter, or NUL for a literal.</param>
    /// <param name="Width">How many of them there are.</param>
    /// <param name="Literal">The literal's text.</param>
    internal readonly record struct Part(char Kind, int Width, string Literal);
}
