namespace MlOps.Sdk.Data;

/// <summary>Quoting for DuckDB.</summary>
internal static class Sql
{
    public static string Text(string value) => "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";

    public static string Name(string value) => "\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    public static string List(IEnumerable<string> items) => "[" + string.Join(", ", items) + "]";
}
