namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>Names and texts as DuckDB reads them.</summary>
internal static class DuckText
{
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Literal))}]";
}
