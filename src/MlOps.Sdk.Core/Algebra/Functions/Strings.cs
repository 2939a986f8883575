using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Functions of texts. They are compared ordinally; lengths and positions count code points, from 0.</summary>
[SuppressMessage("Globalization", "CA1310", Justification = "The C# forms are translated, never executed; their meaning is ordinal and stated.")]
[SuppressMessage("Globalization", "CA1304", Justification = "The C# forms are translated, never executed.")]
[SuppressMessage("Globalization", "CA1305", Justification = "The C# forms are translated, never executed.")]
internal static class Strings
{
    public static IReadOnlyList<Function> All =>
    [
        Length, Upper, Lower, Trim, TrimStart, TrimEnd, Substring, Contains, StartsWith, EndsWith, Replace, IndexOf,
        IsNullOrEmpty, IsNullOrWhiteSpace, Concat, ToText,
    ];

    private static Function Length { get; } = new("length")
    {
        Meaning = "How many code points the text has.",
        CSharp = [Form.Of((string s) => s.Length)],
        DotNet = DotNetRendering.Of((string s) => Text.Length(s)),
        DuckDb = call => $"length({call[0]})",
    };

    private static Function Upper { get; } = new("upper")
    {
        Meaning = "The text in upper case, each code point by Unicode's simple mapping whatever the language (ß becomes ẞ, ı becomes I).",
        CSharp = [Form.Of((string s) => s.ToUpperInvariant())],
        DotNet = DotNetRendering.Of((string s) => Text.Upper(s)),
        DuckDb = call => $"upper({call[0]})",
    };

    private static Function Lower { get; } = new("lower")
    {
        Meaning = "The text in lower case, each code point by Unicode's simple mapping whatever the language (İ becomes i).",
        CSharp = [Form.Of((string s) => s.ToLowerInvariant())],
        DotNet = DotNetRendering.Of((string s) => Text.Lower(s)),
        DuckDb = call => $"lower({call[0]})",
    };

    private static Function Trim { get; } = new("trim")
    {
        Meaning = "The text without ASCII white space (tab, line feed, vertical tab, form feed, carriage return, space) at both ends.",
        CSharp = [Form.Of((string s) => s.Trim())],
        DotNet = DotNetRendering.Of((string s) => Text.Trim(s)),
        DuckDb = call => $"trim({call[0]}, {WhiteSpace})",
    };

    private static Function TrimStart { get; } = new("trim_start")
    {
        Meaning = "The text without ASCII white space at its start.",
        CSharp = [Form.Of((string s) => s.TrimStart())],
        DotNet = DotNetRendering.Of((string s) => Text.TrimStart(s)),
        DuckDb = call => $"ltrim({call[0]}, {WhiteSpace})",
    };

    private static Function TrimEnd { get; } = new("trim_end")
    {
        Meaning = "The text without ASCII white space at its end.",
        CSharp = [Form.Of((string s) => s.TrimEnd())],
        DotNet = DotNetRendering.Of((string s) => Text.TrimEnd(s)),
        DuckDb = call => $"rtrim({call[0]}, {WhiteSpace})",
    };

    private static Function Substring { get; } = new("substring")
    {
        Meaning = "The code points from a position on, all or so many; an error if there aren't that many.",
        CanFail = static _ => true,
        CSharp = [Form.Of((string s, int start) => s.Substring(start)), Form.Of((string s, int start, int length) => s.Substring(start, length))],
        DotNet = DotNetRendering.Of(
            (string s, long start) => Text.Substring(s, start),
            (string s, long start, long length) => Text.Substring(s, start, length)),
        DuckDb = PrintSubstring,
    };

    private static Function Contains { get; } = new("contains")
    {
        Meaning = "Whether the text has a part, compared ordinally.",
        CSharp =
        [
            Form.Of((string s, string part) => s.Contains(part)),
            Form.Of((string s, string part) => s.Contains(part, StringComparison.Ordinal)),
            Form.Of((string s, char part) => s.Contains(part)),
        ],
        DotNet = DotNetRendering.Of((string s, string part) => s.Contains(part, StringComparison.Ordinal)),
        DuckDb = call => $"contains({call.All})",
    };

    private static Function StartsWith { get; } = new("starts_with")
    {
        Meaning = "Whether the text begins with another, compared ordinally.",
        CSharp =
        [
            Form.Of((string s, string start) => s.StartsWith(start)),
            Form.Of((string s, string start) => s.StartsWith(start, StringComparison.Ordinal)),
            Form.Of((string s, char start) => s.StartsWith(start)),
        ],
        DotNet = DotNetRendering.Of((string s, string start) => s.StartsWith(start, StringComparison.Ordinal)),
        DuckDb = call => $"starts_with({call.All})",
    };

    private static Function EndsWith { get; } = new("ends_with")
    {
        Meaning = "Whether the text ends with another, compared ordinally.",
        CSharp =
        [
            Form.Of((string s, string end) => s.EndsWith(end)),
            Form.Of((string s, string end) => s.EndsWith(end, StringComparison.Ordinal)),
            Form.Of((string s, char end) => s.EndsWith(end)),
        ],
        DotNet = DotNetRendering.Of((string s, string end) => s.EndsWith(end, StringComparison.Ordinal)),
        DuckDb = call => $"ends_with({call.All})",
    };

    private static Function Replace { get; } = new("replace")
    {
        Meaning = "The text with every occurrence of a part replaced, compared ordinally; an error if the part is empty.",
        CanFail = call => call.Arguments[1] is not ConstantNode { Text.Length: > 0 },
        CSharp =
        [
            Form.Of((string s, string old, string replacement) => s.Replace(old, replacement)),
            Form.Of((string s, string old, string replacement) => s.Replace(old, replacement, StringComparison.Ordinal)),
            Form.Of((string s, char old, char replacement) => s.Replace(old, replacement)),
        ],
        DotNet = DotNetRendering.Of((string s, string old, string replacement) => Text.Replace(s, old, replacement)),
        DuckDb = call => call.Arguments[1] is ConstantNode { Text.Length: > 0 }
            ? $"replace({call.All})"
            : $"CASE WHEN {call.At(1, Level.Other)} = ''{call.AndNotNull(0, 2)} THEN {DuckDbCall.Error("Replace was asked to replace the empty text")} "
                + $"ELSE replace({call.All}) END",
    };

    private static Function IndexOf { get; } = new("index_of")
    {
        Meaning = "The position of the first occurrence of a part, compared ordinally; −1 if there is none.",
        CSharp =
        [
            Form.Of((string s, string part) => s.IndexOf(part)),
            Form.Of((string s, string part) => s.IndexOf(part, StringComparison.Ordinal)),
            Form.Of((string s, char part) => s.IndexOf(part)),
        ],
        DotNet = DotNetRendering.Of((string s, string part) => Text.IndexOf(s, part)),
        DuckDb = call => new($"strpos({call.All}) - 1", Level.Sum),
    };

    private static Function IsNullOrEmpty { get; } = new("is_null_or_empty")
    {
        Meaning = "Whether the text is null or empty.",
        Nulls = NullRule.NeverNull,
        CSharp = [Form.Of((string s) => string.IsNullOrEmpty(s))],
        DotNet = DotNetRendering.Of((string s) => string.IsNullOrEmpty(s)),
        DuckDb = call => call.MayBeNull(0)
            ? $"coalesce({call.At(0, Level.Other)} = '', true)"
            : new Term($"{call.At(0, Level.Other)} = ''", Level.Comparison),
    };

    private static Function IsNullOrWhiteSpace { get; } = new("is_null_or_white_space")
    {
        Meaning = "Whether the text is null, empty, or only ASCII white space.",
        Nulls = NullRule.NeverNull,
        CSharp = [Form.Of((string s) => string.IsNullOrWhiteSpace(s))],
        DotNet = DotNetRendering.Of((string s) => s == null || Text.Trim(s).Length == 0),
        DuckDb = call => call.MayBeNull(0)
            ? $"coalesce(trim({call[0]}, {WhiteSpace}) = '', true)"
            : new Term($"trim({call[0]}, {WhiteSpace}) = ''", Level.Comparison),
    };

    private static Function Concat { get; } = new("concat")
    {
        Meaning = "The texts one after the other; null counts as empty.",
        Signatures = [new([DataType.String, DataType.String], DataType.String) { Rest = [DataType.String] }],
        Nulls = NullRule.NeverNull,
        CSharp =
        [
            Form.Of((string a, string b) => string.Concat(a, b)),
            Form.Of((string a, string b, string c) => string.Concat(a, b, c)),
            Form.Of((string a, string b, string c, string d) => string.Concat(a, b, c, d)),
        ],
        DotNet = DotNetRendering.Build((_, arguments) => arguments.Length <= 4
            ? Expression.Call(ConcatOf([.. arguments.Select(argument => argument.Type)]), arguments)
            : Expression.Call(ConcatOf([typeof(string[])]), Expression.NewArrayInit(typeof(string), arguments))),
        DuckDb = call => Enumerable.Range(0, call.Arguments.Count).Any(call.MayBeNull)
            ? $"concat({call.All})"
            : new Term(string.Join(" || ", Enumerable.Range(0, call.Arguments.Count).Select(index => call.At(index, Level.Sum))), Level.Other),
    };

    private static Function ToText { get; } = new("text")
    {
        Meaning = "A whole number in decimal digits.",
        CSharp =
        [
            Form.Of((int n) => n.ToString()),
            Form.Of((long n) => n.ToString()),
            Form.Of((int n) => n.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Form.Of((long n) => n.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ],
        DotNet = DotNetRendering.Of((long n) => n.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        DuckDb = call => $"{call.At(0, Level.Atom)}::VARCHAR",
    };

    private static MethodInfo ConcatOf(Type[] parameters) => typeof(string).GetMethod(nameof(string.Concat), parameters)!;

    private static string WhiteSpace => "E'\\t\\n\\x0B\\f\\r '";

    private static Term PrintSubstring(DuckDbCall call)
    {
        const string Message = "Substring is out of the range of a text; look at Length before";
        string position = call.Arguments[1] is ConstantNode { Value: long and >= 0 and < int.MaxValue and var start }
            ? $"{start + 1}"
            : $"{call.Plain(1, Level.Sum)} + 1";
        if (call.Arguments.Count == 2)
        {
            string rest = $"substring({call[0]}, {position})";
            return IsSmall(call.Arguments[1])
                ? $"CASE WHEN length({call[0]}) < {call.Plain(1, Level.Other)} THEN {DuckDbCall.Error(Message)} ELSE {rest} END"
                : call.Checked(Message, rest, $"{call.Plain(1, Level.Other)} NOT BETWEEN 0 AND length({call[0]})");
        }

        string part = $"substring({call[0]}, {position}, {call.Plain(2, Level.Or)})";
        return call.Arguments is [_, ConstantNode { Value: long from }, ConstantNode { Value: long count }]
            && IsSmall(call.Arguments[1]) && IsSmall(call.Arguments[2])
            ? $"CASE WHEN length({call[0]}) < {from + count} THEN {DuckDbCall.Error(Message)} ELSE {part} END"
            : call.Checked(
                Message,
                part,
                $"{call.Plain(1, Level.Other)} NOT BETWEEN 0 AND length({call[0]})",
                $"{call.Plain(2, Level.Other)} NOT BETWEEN 0 AND length({call[0]}) - {call.Plain(1, Level.Product)}");
    }

    private static bool IsSmall(ScalarNode value) => value is ConstantNode { Value: long and >= 0 and < int.MaxValue };
}
