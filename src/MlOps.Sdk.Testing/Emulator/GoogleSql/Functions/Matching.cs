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
        int group = Group(call, out bool isNullIfEmpty);
        string sql = call.Resolver.Once([text], one =>
        {
            string found = $"regexp_extract({one[0]}, {pattern.Sql}, {group.ToString(CultureInfo.InvariantCulture)})";
            return $"(CASE WHEN regexp_matches({one[0]}, {pattern.Sql}) THEN {(isNullIfEmpty ? $"nullif({found}, '')" : found)} END)";
        });
        return Typed.Of(GoogleSqlType.String, sql, text, pattern);
    }

    private static Typed ExtractAll(FunctionCall call)
    {
        call.RequireCount(2, 2);
        Typed text = call.Require(0, GoogleSqlType.String);
        return Typed.Of(
            ArrayOf(GoogleSqlType.String),
            $"regexp_extract_all({text.Sql}, {call.Require(1, GoogleSqlType.String).Sql}, {Group(call, out _).ToString(CultureInfo.InvariantCulture)})",
            text);
    }

    // A group that takes no part in the match is null; DuckDB makes an empty text of it, which a group that can't be empty never is otherwise.
    private static int Group(FunctionCall call, out bool isNullIfEmpty)
    {
        string pattern = call.Constant<string>(1, "a string literal (in the emulator)");
        List<string> groups = Groups(pattern);
        isNullIfEmpty = groups.Count == 1 && !CanBeEmpty(groups[0]);
        return groups.Count <= 1 ? groups.Count : throw SqlError.At(call.At, $"Regular expression has more than 1 capturing group: {pattern}");
    }

    private static bool CanBeEmpty(string group)
    {
        try
        {
            return System.Text.RegularExpressions.Regex.IsMatch("", $"^(?:{group.Replace("(?P<", "(?<", StringComparison.Ordinal)})$");
        }
        catch (ArgumentException)
        {
            // What RE2 knows and .NET doesn't.
            return true;
        }
    }

    // What stands between the parentheses of each group that captures.
    private static List<string> Groups(string pattern)
    {
        List<(int Index, int Start)> open = [];
        List<string> groups = [];
        bool isInClass = false;
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                i++;
            }
            else if (isInClass)
            {
                isInClass = pattern[i] != ']';
            }
            else if (pattern[i] == '[')
            {
                isInClass = SkipFirst(pattern, ref i);
            }
            else if (pattern[i] == '(')
            {
                bool isNamed = string.CompareOrdinal(pattern, i, "(?P<", 0, 4) == 0;
                bool captures = i + 1 >= pattern.Length || pattern[i + 1] != '?' || isNamed;
                open.Add((captures ? groups.Count : -1, isNamed ? pattern.IndexOf('>', i) + 1 : i + 1));
                if (captures)
                    groups.Add("");
            }
            else if (pattern[i] == ')' && open.Count > 0)
            {
                (int index, int start) = open[^1];
                open.RemoveAt(open.Count - 1);
                if (index >= 0)
                    groups[index] = pattern[start..i];
            }
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
