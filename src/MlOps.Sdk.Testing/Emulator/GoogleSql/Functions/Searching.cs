using static MlOps.Sdk.Testing.Emulator.GoogleSql.GoogleSqlType;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Functions that look for one text in another.</summary>
internal static class Searching
{
    public static IReadOnlyList<SqlFunction> All =>
    [
        SqlFunction.Of("STARTS_WITH", Overload.Native("starts_with({0}, {1})", Bool, GoogleSqlType.String, GoogleSqlType.String)),
        SqlFunction.Of("ENDS_WITH", Overload.Native("suffix({0}, {1})", Bool, GoogleSqlType.String, GoogleSqlType.String)),
        SqlFunction.Of("CONTAINS_SUBSTR", Overload.Of("gs_contains_substr", (string text, string part) =>
            LetterCase.Lower(text.Normalize(System.Text.NormalizationForm.FormKC)).Contains(LetterCase.Lower(part.Normalize(System.Text.NormalizationForm.FormKC)), StringComparison.Ordinal))),
        SqlFunction.Of("STRPOS", Overload.Of("gs_strpos", (string text, string part) => Position(text, part))),
        SqlFunction.Of(
            "INSTR",
            Overload.Of("gs_strpos", (string text, string part) => Position(text, part)),
            Overload.Of("gs_instr", (string text, string part, long start) => PositionFrom(text, part, start))),
    ];

    private static long Position(string text, string part) => InCodePoints(text, text.IndexOf(part, StringComparison.Ordinal));

    private static long PositionFrom(string text, string part, long start)
    {
        if (start == 0 || part.Length == 0)
            throw new SqlFailure(start == 0 ? "The third argument of INSTR must not be 0" : "The second argument of INSTR must not be empty");
        System.Text.Rune[] letters = CodePoints.Of(text);
        long first = start > 0 ? start - 1 : letters.Length + start;
        if (first < 0 || first >= letters.Length)
            return 0;
        int from = CodePoints.Text(letters.AsSpan(0, (int)first)).Length;
        int index = start > 0 ? text.IndexOf(part, from, StringComparison.Ordinal) : LastBefore(text, part, from);
        return InCodePoints(text, index);
    }

    private static int LastBefore(string text, string part, int from)
    {
        for (int i = Math.Min(from, text.Length - part.Length); i >= 0; i--)
        {
            if (string.CompareOrdinal(text, i, part, 0, part.Length) == 0)
                return i;
        }

        return -1;
    }

    private static long InCodePoints(string text, int index) => index < 0 ? 0 : CodePoints.Of(text[..index]).Length + 1;
}
