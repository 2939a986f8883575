using System.Globalization;
using MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;
using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;
using static MlOps.Sdk.Testing.Emulator.GoogleSql.GoogleSqlType;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Regular expressions: RE2 in both engines.</summary>
internal static class Matching
{
    public static IReadOnlyList<SqlFunction> All =>
    [
        SqlFunction.Of("REGEXP_CONTAINS", Overload.Native("regexp_matches({0}, {1})", Bool, GoogleSqlType.String, GoogleSqlType.String).ThatCanFail()),
        SqlFunction.Special("REGEXP_EXTRACT", Extract),
        SqlFunction.Special("REGEXP_SUBSTR", Extract),
        SqlFunction.Special("REGEXP_EXTRACT_ALL", ExtractAll),
        SqlFunction.Of(
            "REGEXP_REPLACE",
            Overload.Native("regexp_replace({0}, {1}, {2}, 'g')", GoogleSqlType.String, GoogleSqlType.String, GoogleSqlType.String, GoogleSqlType.String).ThatCanFail()),
    ];

    // The text of the group if there is one; null if nothing matches, where DuckDB gives an empty text.
    private static Typed Extract(FunctionCall call)
    {
        if (call.Count > 2)
            throw call.NotSupported($"the position in {call.Name}");
        Typed text = call.Require(0, GoogleSqlType.String);
        Typed pattern = call.Require(1, GoogleSqlType.String);
        int group = Group(call);
        string sql = call.Resolver.Once([text], one =>
            $"(CASE WHEN regexp_matches({one[0]}, {pattern.Sql}) THEN regexp_extract({one[0]}, {pattern.Sql}, {group.ToString(CultureInfo.InvariantCulture)}) END)");
        return Typed.Of(GoogleSqlType.String, sql, text, pattern);
    }

    private static Typed ExtractAll(FunctionCall call)
    {
        call.RequireCount(2, 2);
        Typed text = call.Require(0, GoogleSqlType.String);
        return Typed.Of(
            ArrayOf(GoogleSqlType.String),
            $"regexp_extract_all({text.Sql}, {call.Require(1, GoogleSqlType.String).Sql}, {Group(call).ToString(CultureInfo.InvariantCulture)})",
            text);
    }

    private static int Group(FunctionCall call)
    {
        string pattern = call.Constant<string>(1, "a string literal (in the emulator)");
        int groups = Groups(pattern);
        return groups <= 1 ? groups : throw SqlError.At(call.At, $"Regular expression has more than 1 capturing group: {pattern}");
    }

    private static int Groups(string pattern)
    {
        int groups = 0;
        bool isInClass = false;
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
                i++;
            else if (isInClass)
                isInClass = pattern[i] != ']';
            else if (pattern[i] == '[')
                isInClass = SkipFirst(pattern, ref i);
            else if (pattern[i] == '(' && (i + 1 >= pattern.Length || pattern[i + 1] != '?' || string.CompareOrdinal(pattern, i, "(?P<", 0, 4) == 0))
                groups++;
        }

        return groups;
    }

    // A bracket that comes first in a class is one of its characters.
    private static bool SkipFirst(string pattern, ref int i)
    {
        if (i + 1 < pattern.Length && pattern[i + 1] == '^')
            i++;
        if (i + 1 < pattern.Length && pattern[i + 1] == ']')
            i++;
        return true;
    }
}
