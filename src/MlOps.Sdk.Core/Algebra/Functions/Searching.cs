using System.Diagnostics.CodeAnalysis;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Functions that look for a text in another, ordinally; positions count code points, from 0.</summary>
[SuppressMessage("Globalization", "CA1310", Justification = "The C# forms are translated, never executed; their meaning is ordinal and stated.")]
internal static class Searching
{
    public static IReadOnlyList<Function> All => [Contains, StartsWith, EndsWith, IndexOf, LastIndexOf];

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
        GoogleSql = call => new($"STRPOS({call.All}) > 0", Level.Comparison),
        Python = call => new($"{call.At(1, Level.Other)} in {call.At(0, Level.Other)}", Level.Comparison),
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
        GoogleSql = call => $"STARTS_WITH({call.All})",
        Python = call => $"{call.At(0, Level.Atom)}.startswith({call[1]})",
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
        GoogleSql = call => $"ENDS_WITH({call.All})",
        Python = call => $"{call.At(0, Level.Atom)}.endswith({call[1]})",
    };

    private static Function IndexOf { get; } = new("index_of")
    {
        Meaning = "The position of the first occurrence of a part, compared ordinally; −1 if there is none. A third argument says from which position on to look; "
            + "an error if the text is shorter than that.",
        CanFail = call => call.Arguments.Count > 2 && call.Arguments[2] is not ConstantNode { Value: 0L },
        CSharp =
        [
            Form.Of((string s, string part) => s.IndexOf(part)),
            Form.Of((string s, string part) => s.IndexOf(part, StringComparison.Ordinal)),
            Form.Of((string s, char part) => s.IndexOf(part)),
            Form.Of((string s, string part, int start) => s.IndexOf(part, start)),
            Form.Of((string s, string part, int start) => s.IndexOf(part, start, StringComparison.Ordinal)),
            Form.Of((string s, char part, int start) => s.IndexOf(part, start)),
        ],
        DotNet = DotNetRendering.Of(
            (string s, string part) => Text.IndexOf(s, part),
            (string s, string part, long start) => Text.IndexOf(s, part, start)),
        DuckDb = call => call.Arguments.Count == 2
            ? new($"strpos({call.All}) - 1", Level.Sum)
            : call.Checked(
                Text.BadStart,
                $"coalesce(nullif(strpos(substring({call[0]}, {call.Plain(2, Level.Sum)} + 1), {call[1]}), 0) + {call.Plain(2, Level.Product)}, 0) - 1",
                $"{call.Plain(2, Level.Other)} NOT BETWEEN 0 AND length({call[0]})"),
        GoogleSql = call => call.Arguments.Count == 2
            ? new($"STRPOS({call.All}) - 1", Level.Sum)
            : call.Once(one => one.Checked(
                Text.BadStart,
                $"IFNULL(NULLIF(STRPOS(SUBSTR({one[0]}, {one.At(2, Level.Sum)} + 1), {one[1]}), 0) + {one.At(2, Level.Product)}, 0) - 1",
                $"{one.At(2, Level.Other)} NOT BETWEEN 0 AND LENGTH({one[0]})")),
        Python = call => call.Arguments.Count == 2 ? $"{call.At(0, Level.Atom)}.find({call[1]})" : $"index_of_from({call.All})",
    };

    private static Function LastIndexOf { get; } = new("last_index_of")
    {
        Meaning = "The position of the last occurrence of a part, compared ordinally; −1 if there is none, the text's length if the part is empty.",
        CSharp =
        [
            Form.Of((string s, string part) => s.LastIndexOf(part)),
            Form.Of((string s, string part) => s.LastIndexOf(part, StringComparison.Ordinal)),
            Form.Of((string s, char part) => s.LastIndexOf(part)),
        ],
        DotNet = DotNetRendering.Of((string s, string part) => Text.LastIndexOf(s, part)),

        // DuckDB's reverse keeps what belongs to one letter together, so its positions aren't those of code points.
        DuckDb = call => $"CASE WHEN contains({call.All}) THEN length(regexp_extract({call[0]}, '(?s)^(.*)' || regexp_escape({call[1]}), 1)) "
            + $"WHEN NOT contains({call.All}) THEN -1::BIGINT END",
        GoogleSql = call => call.Once(one =>
        {
            string reversed = $"STRPOS(REVERSE({one[0]}), REVERSE({one[1]}))";
            return $"IF({reversed} = 0, -1, LENGTH({one[0]}) - LENGTH({one[1]}) - {reversed} + 1)";
        }),
        Python = call => $"{call.At(0, Level.Atom)}.rfind({call[1]})",
    };
}
