using System.Linq.Expressions;
using System.Text.RegularExpressions;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Patterns;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Regular expressions. The patterns are constants of a subset that means the same in every engine; others are refused.</summary>
internal static class Matching
{
    private const string Subset = "Characters are code points; \\d, \\w and \\s are of ASCII, a dot is all but a line feed, ^ and $ are the ends of the whole text.";

    public static IReadOnlyList<Function> All => [IsMatch, Match, Replace];

    private static Function IsMatch { get; } = new("regex_is_match")
    {
        Meaning = $"Whether a regular expression matches somewhere in the text. {Subset}",
        Signatures = Signature.Of([DataType.String, DataType.String], DataType.Boolean),
        Refusal = Problem,
        CSharp = [Form.Of((string s, string pattern) => Regex.IsMatch(s, pattern)), Form.Of((string s, string pattern) => Regex.Match(s, pattern).Success)],
        DotNet = DotNetRendering.Build((call, arguments) =>
            Expression.Call(Expression.Constant(Pattern(call).ToRegex()), nameof(Regex.IsMatch), null, arguments[0])),
        DuckDb = call => $"regexp_matches({call[0]}, {DuckDbText.Literal(Pattern(call.Node).Print(RegexSyntax.Re2))})",
        GoogleSql = call => $"REGEXP_CONTAINS({call[0]}, {GoogleSqlText.Literal(Pattern(call.Node).Print(RegexSyntax.Re2))})",
        Python = call => new($"re.search({PythonText.Literal(Pattern(call.Node).Print(RegexSyntax.Python))}, {call[0]}) is not None", Level.Comparison),
    };

    private static Function Match { get; } = new("regex_match")
    {
        Meaning = $"What a regular expression, or one of its groups, first matches in the text; empty if it doesn't. {Subset}",
        Signatures = [new([DataType.String, DataType.String], DataType.String), new([DataType.String, DataType.String, DataType.Int64], DataType.String)],
        Refusal = Problem,
        CSharp =
        [
            Form.Of((string s, string pattern) => Regex.Match(s, pattern).Value),
            Form.Of((string s, string pattern) => Regex.Match(s, pattern).ToString()),
            Form.Of((string s, string pattern, int group) => Regex.Match(s, pattern).Groups[group].Value),
        ],
        DotNet = DotNetRendering.Build((call, arguments) => DotNetRendering.Inline(
            (Expression<Func<string, Regex, int, string>>)((text, regex, group) => regex.Match(text).Groups[group].Value),
            [arguments[0], Expression.Constant(Pattern(call).ToRegex()), Expression.Constant((int)Group(call))])),
        DuckDb = call =>
            $"regexp_extract({call[0]}, {DuckDbText.Literal(Pattern(call.Node).Print(RegexSyntax.Re2, Group(call.Node)))}, {(Group(call.Node) == 0 ? 0 : 1)})",
        GoogleSql = call => call.Once(one =>
        {
            // Null is a text that doesn't match as well as one that is null.
            string match = $"IFNULL(REGEXP_EXTRACT({one[0]}, {GoogleSqlText.Literal(Pattern(call.Node).Print(RegexSyntax.Re2, Group(call.Node)))}), '')";
            return one.MayBeNull(0) ? $"IF({one.At(0, Level.Other)} IS NULL, NULL, {match})" : match;
        }),
        Python = call => $"matched(re.search({PythonText.Literal(Pattern(call.Node).Print(RegexSyntax.Python, Group(call.Node)))}, {call[0]}))",
    };

    private static Function Replace { get; } = new("regex_replace")
    {
        Meaning = $"The text with all that a regular expression matches replaced; in the replacement $1 is a group, $0 the match and $$ a dollar. {Subset}",
        Signatures = Signature.Of([DataType.String, DataType.String, DataType.String], DataType.String),
        Refusal = Problem,
        CSharp = [Form.Of((string s, string pattern, string replacement) => Regex.Replace(s, pattern, replacement))],
        DotNet = DotNetRendering.Build((call, arguments) => Expression.Call(
            Expression.Constant(Pattern(call).ToRegex()), nameof(Regex.Replace), null, arguments[0], Expression.Constant(Replacement(call, RegexSyntax.DotNet)))),
        DuckDb = call => $"regexp_replace({call[0]}, {DuckDbText.Literal(Pattern(call.Node).PrintWithGroups(RegexSyntax.Re2))}, "
            + $"{DuckDbText.Literal(Replacement(call.Node, RegexSyntax.Re2))}, 'g')",
        GoogleSql = call => $"REGEXP_REPLACE({call[0]}, {GoogleSqlText.Literal(Pattern(call.Node).PrintWithGroups(RegexSyntax.Re2))}, "
            + $"{GoogleSqlText.Literal(Replacement(call.Node, RegexSyntax.Re2))})",
        Python = call => $"re.sub({PythonText.Literal(Pattern(call.Node).PrintWithGroups(RegexSyntax.Python))}, "
            + $"{PythonText.Literal(Replacement(call.Node, RegexSyntax.Python))}, {call[0]})",
    };

    private static RegexPattern Pattern(CallNode call) => RegexPattern.Parse(((ConstantNode)call.Arguments[1]).Text!);

    private static string Replacement(CallNode call, RegexSyntax syntax) =>
        RegexReplacement.Parse(((ConstantNode)call.Arguments[2]).Text!, Pattern(call).Groups).Print(syntax);

    private static long Group(CallNode call) => call.Arguments.Count > 2 ? (long)((ConstantNode)call.Arguments[2]).Value! : 0;

    private static string? Problem(IReadOnlyList<ScalarNode> arguments)
    {
        if (arguments.Skip(1).Any(argument => argument is not ConstantNode { Text: not null }))
            return "the pattern, and what comes after it, must be constants or captured variables";
        string pattern = ((ConstantNode)arguments[1]).Text!;
        if (RegexPattern.ProblemOf(pattern) is { } problem)
            return problem;
        RegexPattern parsed = RegexPattern.Parse(pattern);
        return arguments.Count < 3 ? null : arguments[2] is ConstantNode { Value: long group }
            ? group < 0 || group > parsed.Groups ? $"the pattern '{pattern}' has {parsed.Groups} groups, not one of the number {group}" : null
            : ReplacementProblem(parsed, pattern, ((ConstantNode)arguments[2]).Text!);
    }

    private static string? ReplacementProblem(RegexPattern parsed, string pattern, string replacement)
    {
        if (parsed.CanBeEmpty)
            return $"the pattern '{pattern}' can match the empty text, of which engines find different ones; let it match at least one character";
        try
        {
            RegexReplacement.Parse(replacement, parsed.Groups);
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }
}
