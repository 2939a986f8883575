using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Functions that make texts of values and join them. A text's length counts code points.</summary>
[SuppressMessage("Globalization", "CA1305", Justification = "The C# forms are translated, never executed.")]
internal static class Strings
{
    public static IReadOnlyList<Function> All => [Length, IsNullOrEmpty, IsNullOrWhiteSpace, Concat, ToText];

    private static Function Length { get; } = new("length")
    {
        Meaning = "How many code points the text has.",
        CSharp = [Form.Of((string s) => s.Length)],
        DotNet = DotNetRendering.Of((string s) => Text.Length(s)),
        DuckDb = call => $"length({call[0]})",
        GoogleSql = call => $"LENGTH({call[0]})",
        Python = call => $"len({call[0]})",
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
        GoogleSql = call => call.MayBeNull(0)
            ? $"IFNULL({call.At(0, Level.Other)} = '', TRUE)"
            : new Term($"{call.At(0, Level.Other)} = ''", Level.Comparison),
        Python = call => new($"not {call.At(0, Level.Comparison)}", Level.Not),
    };

    private static Function IsNullOrWhiteSpace { get; } = new("is_null_or_white_space")
    {
        Meaning = "Whether the text is null, empty, or only ASCII white space.",
        Nulls = NullRule.NeverNull,
        CSharp = [Form.Of((string s) => string.IsNullOrWhiteSpace(s))],
        DotNet = DotNetRendering.Of((string s) => s == null || Text.Trim(s).Length == 0),
        DuckDb = call => call.MayBeNull(0)
            ? $"coalesce(trim({call[0]}, {Trimming.DuckDbWhiteSpace}) = '', true)"
            : new Term($"trim({call[0]}, {Trimming.DuckDbWhiteSpace}) = ''", Level.Comparison),
        GoogleSql = call => call.MayBeNull(0)
            ? $"IFNULL(TRIM({call[0]}, {GoogleSqlText.Literal(Text.WhiteSpace)}) = '', TRUE)"
            : new Term($"TRIM({call[0]}, {GoogleSqlText.Literal(Text.WhiteSpace)}) = ''", Level.Comparison),
        Python = call => new(
            $"not {(call.MayBeNull(0) ? $"({call.At(0, Level.Or)} or '')" : call.At(0, Level.Atom))}.strip({PythonText.Literal(Text.WhiteSpace)})", Level.Not),
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
        GoogleSql = call =>
            $"CONCAT({string.Join(", ", call.Arguments.Select((_, index) => call.MayBeNull(index) ? $"IFNULL({call[index]}, '')" : call[index]))})",
        Python = call => new(
            string.Join(" + ", call.Arguments.Select((_, index) => call.MayBeNull(index) ? $"({call.At(index, Level.Or)} or '')" : call.At(index, Level.Product))),
            Level.Sum),
    };

    private static Function ToText { get; } = new("text")
    {
        Meaning = "A whole number in decimal digits; True or False.",
        CSharp =
        [
            Form.Of((int n) => n.ToString()),
            Form.Of((long n) => n.ToString()),
            Form.Of((int n) => n.ToString(CultureInfo.InvariantCulture)),
            Form.Of((long n) => n.ToString(CultureInfo.InvariantCulture)),
            Form.Of((bool flag) => flag.ToString()),
            Form.Of((bool flag) => flag.ToString(CultureInfo.InvariantCulture)),
        ],
        DotNet = DotNetRendering.Of((long n) => n.ToString(CultureInfo.InvariantCulture), (bool flag) => flag ? bool.TrueString : bool.FalseString),
        DuckDb = call => call.Arguments[0].Type == DataType.Boolean
            ? $"CASE {call[0]} WHEN true THEN 'True' WHEN false THEN 'False' END"
            : $"{call.At(0, Level.Atom)}::VARCHAR",
        GoogleSql = call => call.Arguments[0].Type == DataType.Boolean
            ? $"CASE {call[0]} WHEN TRUE THEN 'True' WHEN FALSE THEN 'False' END"
            : $"CAST({call[0]} AS STRING)",
        Python = call => $"str({call[0]})",
    };

    private static MethodInfo ConcatOf(Type[] parameters) => typeof(string).GetMethod(nameof(string.Concat), parameters)!;
}
