namespace MlOps.Sdk.Data;

/// <summary>Quoting for DuckDB.</summary>
internal static class Sql
{
    public static string Text(string value) => "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";

    public static string Name(string value) => "\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>A path that DuckDB reads as it stands, though it may hold what would be a glob.</summary>
    public static string File(string path) => Text(path
        .Replace("[", "[[]", StringComparison.Ordinal)
        .Replace("*", "[*]", StringComparison.Ordinal)
        .Replace("?", "[?]", StringComparison.Ordinal));

    public static string Files(IEnumerable<string> paths) => List(paths.Select(File));

    public static string List(IEnumerable<string> items) => "[" + string.Join(", ", items) + "]";
}
