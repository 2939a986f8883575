using System.Diagnostics.CodeAnalysis;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Functions that take parts out of a text, or put others in; positions count code points, from 0.</summary>
[SuppressMessage("Globalization", "CA1307", Justification = "The C# forms are translated, never executed; their meaning is ordinal and stated.")]
internal static class Slicing
{
    public static IReadOnlyList<Function> All => [Substring, Remove, Insert, Replace];

    private static Function Substring { get; } = new("substring")
    {
        Meaning = "The code points from a position on, all or so many; an error if there aren't that many.",
        CanFail = static _ => true,
        CSharp = [Form.Of((string s, int start) => s.Substring(start)), Form.Of((string s, int start, int length) => s.Substring(start, length))],
        DotNet = DotNetRendering.Of(
            (string s, long start) => Text.Substring(s, start),
            (string s, long start, long length) => Text.Substring(s, start, length)),
        DuckDb = call =>
        {
            string position = call.Arguments[1] is ConstantNode { Value: long and >= 0 and < int.MaxValue and var start }
                ? $"{start + 1}"
                : $"{call.Plain(1, Level.Sum)} + 1";
            return InRange(
                call, Text.BadPart, call.Arguments.Count == 2 ? $"substring({call[0]}, {position})" : $"substring({call[0]}, {position}, {call.Plain(2, Level.Or)})");
        },
        GoogleSql = call => call.Once(one => InRange(
            one,
            Text.BadPart,
            one.Arguments.Count == 2 ? $"SUBSTR({one[0]}, {one.At(1, Level.Sum)} + 1)" : $"SUBSTR({one[0]}, {one.At(1, Level.Sum)} + 1, {one[2]})")),
        Python = call => $"substring({call.All})",
    };

    private static Function Remove { get; } = new("remove")
    {
        Meaning = "The text without the code points from a position on, all or so many; an error if there aren't that many.",
        CanFail = static _ => true,
        CSharp = [Form.Of((string s, int start) => s.Remove(start)), Form.Of((string s, int start, int length) => s.Remove(start, length))],
        DotNet = DotNetRendering.Of(
            (string s, long start) => Text.Substring(s, 0, start),
            (string s, long start, long length) => Text.Remove(s, start, length)),
        DuckDb = call => InRange(call, Text.BadPart, call.Arguments.Count == 2
            ? $"substring({call[0]}, 1, {call.Plain(1, Level.Or)})"
            : $"substring({call[0]}, 1, {call.Plain(1, Level.Or)}) || substring({call[0]}, {call.Plain(1, Level.Sum)} + {call.Plain(2, Level.Product)} + 1)"),
        GoogleSql = call => call.Once(one => InRange(one, Text.BadPart, one.Arguments.Count == 2
            ? $"SUBSTR({one[0]}, 1, {one[1]})"
            : $"SUBSTR({one[0]}, 1, {one[1]}) || SUBSTR({one[0]}, {one.At(1, Level.Sum)} + {one.At(2, Level.Product)} + 1)")),
        Python = call => call.Arguments.Count == 2 ? $"substring({call[0]}, 0, {call[1]})" : $"remove_part({call.All})",
    };

    private static Function Insert { get; } = new("insert")
    {
        Meaning = "The text with another put in at a position; an error if the text is shorter than that.",
        CanFail = static _ => true,
        CSharp = [Form.Of((string s, int start, string part) => s.Insert(start, part))],
        DotNet = DotNetRendering.Of((string s, long start, string part) => Text.Substring(s, 0, start) + part + Text.Substring(s, start)),
        DuckDb = call => InRange(
            call, Text.BadStart, $"substring({call[0]}, 1, {call.Plain(1, Level.Or)}) || {call.At(2, Level.Sum)} || substring({call[0]}, {call.Plain(1, Level.Sum)} + 1)"),
        GoogleSql = call => call.Once(one => InRange(
            one, Text.BadStart, $"SUBSTR({one[0]}, 1, {one[1]}) || {one.At(2, Level.Sum)} || SUBSTR({one[0]}, {one.At(1, Level.Sum)} + 1)")),
        Python = call => $"insert_part({call.All})",
    };

    private static Function Replace { get; } = new("replace")
    {
        Meaning = "The text with every occurrence of a part replaced, compared ordinally; an error if the part is empty.",
        CanFail = call => !IsNotEmpty(call.Arguments[1]),
        CSharp =
        [
            Form.Of((string s, string old, string replacement) => s.Replace(old, replacement)),
            Form.Of((string s, string old, string replacement) => s.Replace(old, replacement, StringComparison.Ordinal)),
            Form.Of((string s, char old, char replacement) => s.Replace(old, replacement)),
        ],
        DotNet = DotNetRendering.Of((string s, string old, string replacement) => Text.Replace(s, old, replacement)),
        DuckDb = call => IsNotEmpty(call.Arguments[1])
            ? $"replace({call.All})"
            : $"CASE WHEN {call.At(1, Level.Other)} = ''{call.AndNotNull(0, 2)} THEN {DuckDbCall.Error(Text.BadOld)} ELSE replace({call.All}) END",
        GoogleSql = call => IsNotEmpty(call.Arguments[1])
            ? $"REPLACE({call.All})"
            : call.Once(one => one.Checked(Text.BadOld, $"REPLACE({one.All})", $"{one.At(1, Level.Other)} = ''")),
        Python = call => IsNotEmpty(call.Arguments[1]) ? $"{call.At(0, Level.Atom)}.replace({call[1]}, {call[2]})" : $"replace_part({call.All})",
    };

    private static Term InRange(DuckDbCall call, string message, string value)
    {
        long? from = Small(call.Arguments[1]);
        long? count = HasCount(call) ? Small(call.Arguments[2]) : 0;
        string length = $"length({call[0]})";
        return from + count is { } least
            ? $"CASE WHEN {length} < {least}{(call.Arguments.Count > 2 ? call.AndNotNull(2) : "")} THEN {DuckDbCall.Error(message)} ELSE {value} END"
            : call.Checked(message, value, Failures(call.Plain(1, Level.Other), HasCount(call) ? call.Plain(2, Level.Other) : null, call.Plain(1, Level.Product), length));
    }

    private static Term InRange(GoogleSqlCall call, string message, string value) =>
        call.Checked(message, value, Failures(call.At(1, Level.Other), HasCount(call) ? call.At(2, Level.Other) : null, call.At(1, Level.Product), $"LENGTH({call[0]})"));

    // The second is tried only if the first doesn't hold, so that nothing overflows.
    private static string[] Failures(string start, string? count, string subtracted, string length) => count is null
        ? [$"{start} NOT BETWEEN 0 AND {length}"]
        : [$"{start} NOT BETWEEN 0 AND {length}", $"{count} NOT BETWEEN 0 AND {length} - {subtracted}"];

    private static bool HasCount(SqlCall call) => call.Arguments.Count > 2 && call.Arguments[2].Type == Data.DataType.Int64;

    private static bool IsNotEmpty(ScalarNode value) => value is ConstantNode { Text.Length: > 0 };

    private static long? Small(ScalarNode value) => value is ConstantNode { Value: long and >= 0 and < int.MaxValue and var number } ? number : null;
}
