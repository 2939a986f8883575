using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>A key of ORDER BY: null is below NaN, and NaN below all numbers.</summary>
internal static class SortOrder
{
    public static string Print(Typed value, SortItem item)
    {
        if (value.Type.Kind is GoogleSqlTypeKind.Array or GoogleSqlTypeKind.Struct or GoogleSqlTypeKind.Json)
            throw SqlError.At(item.Value.At, $"ORDER BY does not support expressions of type {value.Type}");
        string direction = item.Descending ? "DESC" : "ASC";
        string nulls = (item.NullsFirst ?? !item.Descending) ? "NULLS FIRST" : "NULLS LAST";
        string key = $"{value.Sql} {direction} {nulls}";
        return value.Type.Kind == GoogleSqlTypeKind.Float64 && !value.IsNeverNaN ? $"isnan({value.Sql}) {(item.Descending ? "ASC" : "DESC")} {nulls}, {key}" : key;
    }
}
