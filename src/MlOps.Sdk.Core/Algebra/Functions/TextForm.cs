using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>How a value is written as a text, and how SQL reads it: an engine's own reading, which takes many other texts, sees only those of the form.</summary>
/// <param name="What">What a malformed text is not.</param>
/// <param name="Pattern">The texts of the form, as RE2 and Python write it.</param>
/// <param name="DuckDb">DuckDB's reading of a text, which fails for some of the form, such as a number beyond 64 bits.</param>
/// <param name="DuckDbOrNull">The same, with null instead of failure.</param>
/// <param name="GoogleSql">GoogleSQL's reading of a text.</param>
/// <param name="GoogleSqlOrNull">The same, with null instead of failure.</param>
internal sealed record TextForm(
    string What,
    string Pattern,
    Func<string, string> DuckDb,
    Func<string, string> DuckDbOrNull,
    Func<string, string> GoogleSql,
    Func<string, string> GoogleSqlOrNull)
{
    public const string DayMeaning = "The day that a text writes in a pattern of yyyy, M or MM, d or dd and literals";
    public const string InstantMeaning = "The instant in UTC that a text writes in a pattern of yyyy, M or MM, d or dd, H or HH, m or mm, s or ss and literals";

    private const string Blank = @"[\t\n\x0B\f\r ]*";

    public static TextForm Double { get; } = new(
        "a number",
        $@"{Blank}[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[nN][aA][nN]|[iI][nN][fF](?:[iI][nN][iI][tT][yY])?){Blank}",
        text => $"CAST({text} AS DOUBLE)",
        text => $"TRY_CAST({text} AS DOUBLE)",
        text => $"CAST({text} AS FLOAT64)",
        text => $"SAFE_CAST({text} AS FLOAT64)")
    {
        Meaning = "The number that a text writes: a sign, digits with a point, an exponent; or NaN, Infinity, inf in any case. ASCII white space around is allowed, "
            + "thousands separators are not",
    };

    public static TextForm Int64 { get; } = new(
        "a whole number",
        $"{Blank}[+-]?[0-9]+{Blank}",
        text => $"CAST({text} AS BIGINT)",
        text => $"TRY_CAST({text} AS BIGINT)",
        text => $"CAST({text} AS INT64)",
        text => $"SAFE_CAST({text} AS INT64)")
    {
        Meaning = "The whole number of 64 bits that a text writes: a sign and digits. ASCII white space around is allowed",
    };

    // Of the texts of this form, those that write true have a u.
    public static TextForm Boolean { get; } = new(
        "true or false",
        $"{Blank}(?:[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]){Blank}",
        text => $"regexp_matches({text}, '[uU]')",
        text => $"regexp_matches({text}, '[uU]')",
        text => $"REGEXP_CONTAINS({text}, '[uU]')",
        text => $"REGEXP_CONTAINS({text}, '[uU]')")
    {
        Meaning = "Whether a text writes true rather than false, in any case. ASCII white space around is allowed",
    };

    /// <summary>What is read, as a function's meaning says it.</summary>
    public string Meaning { get; private init; } = "";

    private string Whole => GoogleSqlText.Literal($"^(?:{Pattern})$");

    /// <summary>The form of days or instants that a call's pattern states.</summary>
    public static TextForm Of(CallNode call)
    {
        DatePattern pattern = DatePattern.Parse(((ConstantNode)call.Arguments[1]).Text!);
        string strptime = DuckDbText.Literal(pattern.Strptime);
        string format = GoogleSqlText.Literal(pattern.GoogleSqlFormat);
        return call.Type == DataType.Date
            ? new(
                $"a day in the pattern {pattern}",
                pattern.RegularExpression,
                text => $"strptime({text}, {strptime})::DATE",
                text => $"try_strptime({text}, {strptime})::DATE",
                text => $"PARSE_DATE({format}, {text})",
                text => $"SAFE.PARSE_DATE({format}, {text})")
            : new(
                $"an instant in the pattern {pattern}",
                pattern.RegularExpression,
                text => $"strptime({text}, {strptime})",
                text => $"try_strptime({text}, {strptime})",
                text => $"PARSE_TIMESTAMP({format}, {text}, 'UTC')",
                text => $"SAFE.PARSE_TIMESTAMP({format}, {text}, 'UTC')");
    }

    public static string? PatternProblem(IReadOnlyList<ScalarNode> arguments, bool time) => arguments[1] is ConstantNode { Text: { } pattern }
        ? DatePattern.ProblemOf(pattern, time)
        : "the pattern must be a constant or a captured variable";

    public Term Print(DuckDbCall call) => $"CASE WHEN NOT regexp_full_match({call[0]}, {DuckDbText.Literal(Pattern)}) "
        + $"THEN error(concat('''', {call[0]}, {DuckDbText.Literal($"' is not {What}")})) ELSE {DuckDb(call[0])} END";

    public Term PrintOrNull(DuckDbCall call) =>
        $"CASE WHEN regexp_full_match({call[0]}, {DuckDbText.Literal(Pattern)}) THEN {DuckDbOrNull(call[0])} END";

    public Term Print(GoogleSqlCall call) => call.Once(one => $"CASE WHEN NOT REGEXP_CONTAINS({one[0]}, {Whole}) "
        + $"THEN ERROR(CONCAT('\\'', {one[0]}, {GoogleSqlText.Literal($"' is not {What}")})) ELSE {GoogleSql(one[0])} END");

    public Term PrintOrNull(GoogleSqlCall call) => call.Once(one => $"IF(REGEXP_CONTAINS({one[0]}, {Whole}), {GoogleSqlOrNull(one[0])}, NULL)");
}
