using System.Collections.Frozen;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

/// <summary>The words that can't be names without backticks, and others that messages call keywords.</summary>
internal static class Keywords
{
    private static readonly FrozenSet<string> s_reserved = Words(
        """
        ALL AND ANY ARRAY AS ASC ASSERT_ROWS_MODIFIED AT BETWEEN BY CASE CAST COLLATE CONTAINS CREATE CROSS CUBE CURRENT DEFAULT DEFINE DESC DISTINCT ELSE END
        ENUM ESCAPE EXCEPT EXCLUDE EXISTS EXTRACT FALSE FETCH FOLLOWING FOR FROM FULL GROUP GROUPING GROUPS HASH HAVING IF IGNORE IN INNER INTERSECT INTERVAL
        INTO IS JOIN LATERAL LEFT LIKE LIMIT LOOKUP MERGE NATURAL NEW NO NOT NULL NULLS OF ON OR ORDER OUTER OVER PARTITION PRECEDING PROTO QUALIFY RANGE
        RECURSIVE RESPECT RIGHT ROLLUP ROWS SELECT SET SOME STRUCT TABLESAMPLE THEN TO TREAT TRUE UNBOUNDED UNION UNNEST USING WHEN WHERE WINDOW WITH WITHIN
        """);

    private static readonly FrozenSet<string> s_others = Words(
        """
        CLUSTER DATA DATE DATETIME DELETE DROP EXPORT INSERT JSON MODEL NUMERIC OFFSET OPTIONS PERCENT REPLACE SAFE_CAST SYSTEM TABLE TEMP TEMPORARY TIME
        TIMESTAMP TRANSFORM TRUNCATE UPDATE VALUES VIEW
        """);

    public static bool IsReserved(string word) => s_reserved.Contains(word);

    public static bool IsKeyword(string word) => s_reserved.Contains(word) || s_others.Contains(word);

    private static FrozenSet<string> Words(string text) =>
        text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
