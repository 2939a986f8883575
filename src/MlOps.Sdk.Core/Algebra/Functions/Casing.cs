using System.Diagnostics.CodeAnalysis;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Upper and lower case, letter by letter, and comparisons that ignore it: they hold the upper cases against each other.</summary>
[SuppressMessage("Globalization", "CA1309", Justification = "The C# forms are translated, never executed; their meaning is stated.")]
internal static class Casing
{
    // The letters of which GoogleSQL's and Python's full mappings make several, though Unicode has a single one.
    private const string SingleLower = "ßᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾳῃῳ";
    private const string SingleUpper = "ẞᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾼῌῼ";
    private const string Exceptions = "Pairs of letters that came with Unicode 13 (2020) or later are excepted: an engine may leave them as they are.";

    public static IReadOnlyList<Function> All => [Upper, Lower, Equal, Contains, StartsWith, EndsWith];

    private static Function Upper { get; } = new("upper")
    {
        Meaning = $"The text in upper case, each code point by Unicode's simple mapping whatever the language (ß becomes ẞ, ı becomes I, ŉ stays). {Exceptions}",
        CSharp = [Form.Of((string s) => s.ToUpperInvariant())],
        DotNet = DotNetRendering.Of((string s) => Text.Upper(s)),
        DuckDb = call => $"upper({call[0]})",
        GoogleSql = call => call.Once(one => GoogleSqlUpper(one, 0)),
        Python = call => $"upper({call[0]})",
    };

    private static Function Lower { get; } = new("lower")
    {
        Meaning = $"The text in lower case, each code point by Unicode's simple mapping whatever the language (İ becomes i, Σ always σ). {Exceptions}",
        CSharp = [Form.Of((string s) => s.ToLowerInvariant())],
        DotNet = DotNetRendering.Of((string s) => Text.Lower(s)),
        DuckDb = call => $"lower({call[0]})",

        // Full mappings make two code points of İ, and ς of a Σ that ends a word.
        GoogleSql = call => $"LOWER(REPLACE(REPLACE({call[0]}, 'İ', 'i'), 'Σ', 'σ'))",
        Python = call => $"{call.At(0, Level.Atom)}.replace('İ', 'i').replace('Σ', 'σ').lower()",
    };

    private static Function Equal { get; } = new("equal_ignoring_case")
    {
        Meaning = $"Whether two texts have the same upper case; null equals null. {Exceptions}",
        Nulls = NullRule.NeverNull,
        CSharp =
        [
            Form.Of((string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase)),
            Form.Of((string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase)),
        ],
        DotNet = DotNetRendering.Of((string a, string b) => a == null || b == null ? a == b : Text.Upper(a) == Text.Upper(b)),
        DuckDb = call => (call.MayBeNull(0), call.MayBeNull(1)) switch
        {
            (true, true) => new Term($"{DuckDbUpper(call, 0)} IS NOT DISTINCT FROM {DuckDbUpper(call, 1)}", Level.Comparison),
            (false, false) => new Term($"{DuckDbUpper(call, 0)} = {DuckDbUpper(call, 1)}", Level.Comparison),
            _ => $"coalesce({DuckDbUpper(call, 0)} = {DuckDbUpper(call, 1)}, false)",
        },
        GoogleSql = call => call.Once(one =>
        {
            Term same = new($"{GoogleSqlUpper(one, 0)} = {GoogleSqlUpper(one, 1)}", Level.Comparison);
            return (one.MayBeNull(0), one.MayBeNull(1)) switch
            {
                (true, true) => $"IFNULL({same}, {one.At(0, Level.Other)} IS NULL AND {one.At(1, Level.Other)} IS NULL)",
                (false, false) => same,
                _ => $"IFNULL({same}, FALSE)",
            };
        }),
        Python = call => $"equal_ignoring_case({call.All})",
    };

    private static Function Contains { get; } = new("contains_ignoring_case")
    {
        Meaning = $"Whether the upper case of the text has that of a part. {Exceptions}",
        CSharp = [Form.Of((string s, string part) => s.Contains(part, StringComparison.OrdinalIgnoreCase))],
        DotNet = DotNetRendering.Of((string s, string part) => Text.Upper(s).Contains(Text.Upper(part), StringComparison.Ordinal)),
        DuckDb = call => $"contains({DuckDbUpper(call, 0)}, {DuckDbUpper(call, 1)})",
        GoogleSql = call => call.Once(one => new Term($"STRPOS({GoogleSqlUpper(one, 0)}, {GoogleSqlUpper(one, 1)}) > 0", Level.Comparison)),
        Python = call => new($"{PythonUpper(call, 1)} in {PythonUpper(call, 0)}", Level.Comparison),
    };

    private static Function StartsWith { get; } = new("starts_with_ignoring_case")
    {
        Meaning = $"Whether the upper case of the text begins with that of another. {Exceptions}",
        CSharp = [Form.Of((string s, string start) => s.StartsWith(start, StringComparison.OrdinalIgnoreCase))],
        DotNet = DotNetRendering.Of((string s, string start) => Text.Upper(s).StartsWith(Text.Upper(start), StringComparison.Ordinal)),
        DuckDb = call => $"starts_with({DuckDbUpper(call, 0)}, {DuckDbUpper(call, 1)})",
        GoogleSql = call => call.Once(one => $"STARTS_WITH({GoogleSqlUpper(one, 0)}, {GoogleSqlUpper(one, 1)})"),
        Python = call => $"{PythonUpper(call, 0)}.startswith({PythonUpper(call, 1)})",
    };

    private static Function EndsWith { get; } = new("ends_with_ignoring_case")
    {
        Meaning = $"Whether the upper case of the text ends with that of another. {Exceptions}",
        CSharp = [Form.Of((string s, string end) => s.EndsWith(end, StringComparison.OrdinalIgnoreCase))],
        DotNet = DotNetRendering.Of((string s, string end) => Text.Upper(s).EndsWith(Text.Upper(end), StringComparison.Ordinal)),
        DuckDb = call => $"ends_with({DuckDbUpper(call, 0)}, {DuckDbUpper(call, 1)})",
        GoogleSql = call => call.Once(one => $"ENDS_WITH({GoogleSqlUpper(one, 0)}, {GoogleSqlUpper(one, 1)})"),
        Python = call => $"{PythonUpper(call, 0)}.endswith({PythonUpper(call, 1)})",
    };

    private static string? UpperConstant(ScalarNode value) => value is ConstantNode { Text: { } text } ? Text.Upper(text) : null;

    private static string DuckDbUpper(DuckDbCall call, int index) =>
        UpperConstant(call.Arguments[index]) is { } constant ? DuckDbText.Literal(constant) : $"upper({call[index]})";

    // UPPER on its own only for ASCII: it makes SS of ß, and more than one letter of some others.
    private static string GoogleSqlUpper(GoogleSqlCall call, int index)
    {
        if (UpperConstant(call.Arguments[index]) is { } constant)
            return GoogleSqlText.Literal(constant);
        const string Letter = $"CASE WHEN STRPOS('{SingleLower}', c) > 0 THEN SUBSTR('{SingleUpper}', STRPOS('{SingleLower}', c), 1) "
            + "WHEN LENGTH(UPPER(c)) = 1 THEN UPPER(c) ELSE c END";
        string letters = $"ARRAY_TO_STRING(ARRAY(SELECT {Letter} FROM UNNEST(SPLIT({call[index]}, '')) AS c WITH OFFSET AS o ORDER BY o), '')";
        return $"IF(REGEXP_CONTAINS({call[index]}, '[^\\\\x00-\\\\x7F]'), {letters}, UPPER({call[index]}))";
    }

    private static string PythonUpper(PythonCall call, int index) =>
        UpperConstant(call.Arguments[index]) is { } constant ? PythonText.Literal(constant) : $"upper({call[index]})";
}
