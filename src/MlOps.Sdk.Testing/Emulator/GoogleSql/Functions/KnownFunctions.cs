using System.Collections.Frozen;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Functions that BigQuery has and the emulator hasn't: a statement with one is right, and refused all the same.</summary>
internal static class KnownFunctions
{
    private static readonly FrozenSet<string> s_names =
        """
        APPROX_TOP_SUM ARRAY_FIRST ARRAY_LAST ARRAY_SLICE ARRAY_IS_DISTINCT COLLATE COSINE_DISTANCE EDIT_DISTANCE EUCLIDEAN_DISTANCE GENERATE_TIMESTAMP_ARRAY
        GROUPING JSON_ARRAY JSON_EXTRACT JSON_EXTRACT_ARRAY JSON_EXTRACT_STRING_ARRAY JSON_OBJECT JSON_QUERY JSON_QUERY_ARRAY JSON_TYPE JSON_VALUE_ARRAY JUSTIFY_DAYS
        JUSTIFY_HOURS JUSTIFY_INTERVAL LAX_BOOL LAX_FLOAT64 LAX_INT64 LAX_STRING MAKE_INTERVAL MAX_BY MIN_BY NORMALIZE_AND_CASEFOLD PARSE_BIGNUMERIC PARSE_JSON
        PARSE_NUMERIC REGEXP_INSTR SAFE_CONVERT_BYTES_TO_STRING SESSION_USER SHA512 TIME_ADD TIME_DIFF TIME_SUB TIME_TRUNC TO_BASE32 FROM_BASE32 TO_JSON TYPEOF
        BOOL FLOAT64 INT64 ST_GEOGPOINT ST_DISTANCE
        """.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Contains(string name) => s_names.Contains(name)
        || name.StartsWith("ML.", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("NET.", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("HLL_COUNT.", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("KEYS.", StringComparison.OrdinalIgnoreCase);
}
