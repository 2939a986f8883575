using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Functions that take characters away at a text's ends, and those that add some there.</summary>
internal static class Trimming
{
    private const long MostWidth = 10_000;
    private const string White = "ASCII white space (tab, line feed, vertical tab, form feed, carriage return, space)";

    /// <summary>The characters of white space as a text of DuckDB's.</summary>
    public const string DuckDbWhiteSpace = "E'\\t\\n\\x0B\\f\\r '";

    public static IReadOnlyList<Function> All => [Trim, TrimStart, TrimEnd, PadLeft, PadRight];

    private static Function Trim { get; } = new("trim")
    {
        Meaning = $"The text without {White}, or certain characters, at both ends.",
        Refusal = CharactersProblem,
        CSharp = [Form.Of((string s) => s.Trim()), Form.Of((string s, char c) => s.Trim(c)), Form.Of((string s, char[] c) => s.Trim(c))],
        DotNet = DotNetRendering.Of((string s) => Text.Trim(s), (string s, string characters) => s.Trim(characters.ToCharArray())),
        DuckDb = call => $"trim({call[0]}, {DuckDbCharacters(call)})",
        GoogleSql = call => $"TRIM({call[0]}, {GoogleSqlText.Literal(Characters(call.Arguments))})",
        Python = call => $"{call.At(0, Level.Atom)}.strip({PythonText.Literal(Characters(call.Arguments))})",
    };

    private static Function TrimStart { get; } = new("trim_start")
    {
        Meaning = $"The text without {White}, or certain characters, at its start.",
        Refusal = CharactersProblem,
        CSharp = [Form.Of((string s) => s.TrimStart()), Form.Of((string s, char c) => s.TrimStart(c)), Form.Of((string s, char[] c) => s.TrimStart(c))],
        DotNet = DotNetRendering.Of((string s) => Text.TrimStart(s), (string s, string characters) => s.TrimStart(characters.ToCharArray())),
        DuckDb = call => $"ltrim({call[0]}, {DuckDbCharacters(call)})",
        GoogleSql = call => $"LTRIM({call[0]}, {GoogleSqlText.Literal(Characters(call.Arguments))})",
        Python = call => $"{call.At(0, Level.Atom)}.lstrip({PythonText.Literal(Characters(call.Arguments))})",
    };

    private static Function TrimEnd { get; } = new("trim_end")
    {
        Meaning = $"The text without {White}, or certain characters, at its end.",
        Refusal = CharactersProblem,
        CSharp = [Form.Of((string s) => s.TrimEnd()), Form.Of((string s, char c) => s.TrimEnd(c)), Form.Of((string s, char[] c) => s.TrimEnd(c))],
        DotNet = DotNetRendering.Of((string s) => Text.TrimEnd(s), (string s, string characters) => s.TrimEnd(characters.ToCharArray())),
        DuckDb = call => $"rtrim({call[0]}, {DuckDbCharacters(call)})",
        GoogleSql = call => $"RTRIM({call[0]}, {GoogleSqlText.Literal(Characters(call.Arguments))})",
        Python = call => $"{call.At(0, Level.Atom)}.rstrip({PythonText.Literal(Characters(call.Arguments))})",
    };

    private static Function PadLeft { get; } = Pad(
        "pad_left",
        "behind as many spaces, or another character,",
        [Form.Of((string s, int width) => s.PadLeft(width)), Form.Of((string s, int width, char fill) => s.PadLeft(width, fill))],
        DotNetRendering.Of((string s, long width) => Text.Padding(s, width, " ") + s, (string s, long width, string fill) => Text.Padding(s, width, fill) + s),
        (text, padding) => $"{padding} || {text}",
        "rjust");

    private static Function PadRight { get; } = Pad(
        "pad_right",
        "followed by as many spaces, or another character,",
        [Form.Of((string s, int width) => s.PadRight(width)), Form.Of((string s, int width, char fill) => s.PadRight(width, fill))],
        DotNetRendering.Of((string s, long width) => s + Text.Padding(s, width, " "), (string s, long width, string fill) => s + Text.Padding(s, width, fill)),
        (text, padding) => $"{text} || {padding}",
        "ljust");

    private static Function Pad(string name, string where, Form[] forms, DotNetRendering dotNet, Func<string, string, string> joined, string python) => new(name)
    {
        Meaning = $"The text {where} as make it so many code points long; itself if it is longer. An error if the length isn't from 0 to {MostWidth}.",
        CanFail = call => !IsWidth(call.Arguments[1]),
        Refusal = arguments => arguments.Count < 3 || arguments[2] is ConstantNode { Text: { } fill } && Text.Length(fill) == 1
            ? null
            : "the character to fill with must be a constant or a captured variable",
        CSharp = forms,
        DotNet = dotNet,
        DuckDb = call =>
        {
            string padded = joined(call.At(0, Level.Sum), $"repeat({DuckDbText.Literal(Fill(call.Arguments))}, {call.Plain(1, Level.Sum)} - length({call[0]}))");
            return IsWidth(call.Arguments[1])
                ? new Term(padded, Level.Other)
                : call.Checked(Text.BadWidth, padded, $"{call.Plain(1, Level.Other)} NOT BETWEEN 0 AND {MostWidth}");
        },
        GoogleSql = call => call.Once(one =>
        {
            string padded = joined(
                one.At(0, Level.Sum), $"REPEAT({GoogleSqlText.Literal(Fill(call.Arguments))}, GREATEST({one.At(1, Level.Sum)} - LENGTH({one[0]}), 0))");
            return IsWidth(call.Arguments[1])
                ? new Term(padded, Level.Other)
                : one.Checked(Text.BadWidth, padded, $"{one.At(1, Level.Other)} NOT BETWEEN 0 AND {MostWidth}");
        }),
        Python = call => IsWidth(call.Arguments[1])
            ? $"{call.At(0, Level.Atom)}.{python}({call[1]}, {PythonText.Literal(Fill(call.Arguments))})"
            : $"{call.At(0, Level.Atom)}.{python}(width({call[1]}), {PythonText.Literal(Fill(call.Arguments))})",
    };

    private static string Fill(IReadOnlyList<ScalarNode> arguments) => arguments.Count > 2 ? ((ConstantNode)arguments[2]).Text! : " ";

    private static bool IsWidth(ScalarNode value) => value is ConstantNode { Value: long and >= 0 and <= MostWidth };

    private static string DuckDbCharacters(DuckDbCall call) =>
        call.Arguments.Count > 1 ? DuckDbText.Literal(Characters(call.Arguments)) : DuckDbWhiteSpace;

    private static string Characters(IReadOnlyList<ScalarNode> arguments) => arguments.Count > 1 ? ((ConstantNode)arguments[1]).Text! : Text.WhiteSpace;

    private static string? CharactersProblem(IReadOnlyList<ScalarNode> arguments) =>
        arguments.Count < 2 || (arguments[1] is ConstantNode { Text: { Length: > 0 } characters } && !characters.Any(char.IsSurrogate))
            ? null
            : "the characters to trim must be constants or a captured variable, at least one";
}
