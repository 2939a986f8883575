using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Functions that read values from texts. A malformed text is an error.</summary>
[SuppressMessage("Globalization", "CA1305", Justification = "The C# forms are translated, never executed; their meaning is invariant and stated.")]
internal static class Parsing
{
    public static IReadOnlyList<Function> All => [ParseDouble, ParseInt64, ParseDate, ParseTimestamp];

    private static Function ParseDouble { get; } = new("parse_double")
    {
        Meaning = "The number that a text writes: a sign, digits with a point, an exponent; or NaN, Infinity, inf. ASCII white space around is allowed, "
            + "thousands separators are not.",
        CanFail = static _ => true,
        CSharp =
        [
            Form.Of((string s) => double.Parse(s)),
            Form.Of((string s) => double.Parse(s, CultureInfo.InvariantCulture)),
            Form.Of((string s) => double.Parse(s, NumberStyles.Float, CultureInfo.InvariantCulture)),
            Form.Of((string s) => Convert.ToDouble(s, CultureInfo.InvariantCulture)),
        ],
        DotNet = DotNetRendering.Of((string s) => TextReading.Double(s)),

        // DuckDB also reads 1_000 and +-1.
        DuckDb = call => $"CASE WHEN contains({call[0]}, '_') OR contains({call[0]}, '+-') "
            + $"THEN {Malformed(call, "a number")} ELSE {call.At(0, Level.Atom)}::DOUBLE END",
    };

    private static Function ParseInt64 { get; } = new("parse_int64")
    {
        Meaning = "The whole number that a text writes: a sign and digits. ASCII white space around is allowed.",
        CanFail = static _ => true,
        CSharp =
        [
            Form.Of((string s) => long.Parse(s)),
            Form.Of((string s) => long.Parse(s, CultureInfo.InvariantCulture)),
            Form.Of((string s) => int.Parse(s)),
            Form.Of((string s) => int.Parse(s, CultureInfo.InvariantCulture)),
        ],
        DotNet = DotNetRendering.Of((string s) => TextReading.Int64(s)),

        // DuckDB also reads 1.5, 1e3, 0x1F and 1_000.
        DuckDb = call => $"CASE WHEN NOT regexp_full_match({call[0]}, '[\\t\\n\\x0B\\f\\r ]*[+-]?[0-9]+[\\t\\n\\x0B\\f\\r ]*') "
            + $"THEN {Malformed(call, "a whole number")} ELSE {call.At(0, Level.Atom)}::BIGINT END",
    };

    private static Function ParseDate { get; } = new("parse_date")
    {
        Meaning = "The day that a text writes in a pattern of y, M, d and literals.",
        CanFail = static _ => true,
        Refusal = arguments => PatternProblem(arguments, time: false),
        CSharp = [Form.Of((string s, string pattern) => DateOnly.ParseExact(s, pattern, CultureInfo.InvariantCulture))],
        DotNet = DotNetRendering.Of((string s, string pattern) => TextReading.Date(s, pattern)),
        DuckDb = call => Print(call, "a day"),
    };

    private static Function ParseTimestamp { get; } = new("parse_timestamp")
    {
        Meaning = "The instant in UTC that a text writes in a pattern of y, M, d, H, m, s and literals.",
        CanFail = static _ => true,
        Refusal = arguments => PatternProblem(arguments, time: true),
        CSharp = [Form.Of((string s, string pattern) => DateTime.ParseExact(s, pattern, CultureInfo.InvariantCulture))],
        DotNet = DotNetRendering.Of((string s, string pattern) => TextReading.Timestamp(s, pattern)),
        DuckDb = call => Print(call, "an instant"),
    };

    // strptime alone is too lenient: it skips blanks and takes years of any length.
    private static string Print(DuckDbCall call, string what)
    {
        DatePattern pattern = DatePattern.Parse(((ConstantNode)call.Arguments[1]).Text!);
        string value = $"strptime({call[0]}, {DuckDbText.Literal(pattern.Strptime)})";
        return $"CASE WHEN NOT regexp_full_match({call[0]}, {DuckDbText.Literal(pattern.RegularExpression)}) OR {YearIsZero(call, pattern)} "
            + $"THEN {Malformed(call, $"{what} in the pattern {pattern}")} ELSE {value}{(call.Node.Type == DataType.Date ? "::DATE" : "")} END";
    }

    private static string YearIsZero(DuckDbCall call, DatePattern pattern) => pattern.YearPosition >= 0
        ? $"substring({call[0]}, {pattern.YearPosition + 1}, 4) = '0000'"
        : $"regexp_matches({call[0]}, {DuckDbText.Literal(pattern.YearZero)})";

    private static string Malformed(DuckDbCall call, string what) => $"error(concat('''', {call[0]}, {DuckDbText.Literal($"' is not {what}")}))";

    private static string? PatternProblem(IReadOnlyList<ScalarNode> arguments, bool time) => arguments[1] is ConstantNode { Text: { } pattern }
        ? DatePattern.ProblemOf(pattern, time)
        : "the pattern must be a constant or a captured variable";
}
