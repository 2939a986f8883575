using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace MlOps.Sdk.Algebra.Patterns;

/// <summary>A regular expression that means the same in .NET, RE2 (DuckDB, BigQuery) and Python.</summary>
/// <remarks>
/// Characters are code points. <c>.</c> is all but a line feed; <c>\d</c>, <c>\w</c> and <c>\s</c> are of ASCII; <c>^</c> and <c>$</c> are the ends of the
/// whole text. The first match counts, and of alternatives the first with which the whole matches.
/// .NET and Python try one way after the other, so patterns that can match a text in exponentially many ways are refused.
/// </remarks>
internal sealed class RegexPattern
{
    private static readonly ConcurrentDictionary<string, RegexPattern> s_known = new(StringComparer.Ordinal);

    private readonly RegexNode _root;

    private RegexPattern(RegexNode root, int groups)
    {
        _root = root;
        Groups = groups;
    }

    /// <summary>How many groups have a number, from 1.</summary>
    public int Groups { get; }

    public bool CanBeEmpty => _root.CanBeEmpty;

    /// <exception cref="ArgumentException">The pattern is malformed or beyond the subset; the message says what to write.</exception>
    public static RegexPattern Parse(string pattern) => s_known.GetOrAdd(pattern, static text =>
    {
        (RegexNode root, int groups) = RegexParser.Parse(text);
        return new(root, groups);
    });

    /// <summary>Why a pattern is refused; null if it isn't.</summary>
    public static string? ProblemOf(string pattern)
    {
        try
        {
            Parse(pattern);
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>The pattern for an engine with one of its groups captured as the first; 0 for none.</summary>
    public string Print(RegexSyntax syntax, long group = 0) => new RegexPrinter(syntax, number => number == group).Print(_root);

    /// <summary>The pattern for an engine with all of its groups captured.</summary>
    public string PrintWithGroups(RegexSyntax syntax) => new RegexPrinter(syntax, _ => true).Print(_root);

    // Not NonBacktracking, which gives other matches and groups for some patterns with anchors than all other engines do.
    public Regex ToRegex() => new(PrintWithGroups(RegexSyntax.DotNet), RegexOptions.CultureInvariant);
}
