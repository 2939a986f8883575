using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.GoogleSql;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>The bytes that a statement reads: those of the columns that it refers to, of all rows.</summary>
internal static class ReferencedBytes
{
    public static long Of(WarehouseSession session, TranslatedStatement statement, QueryCatalog names)
    {
        if (statement.ReferencedTables.Count == 0 || statement.Sql.Length == 0)
            return 0;
        // DuckDB's plan says which columns each scan reads.
        IReadOnlyDictionary<string, HashSet<string>> scans = Scans(session, statement.Sql);
        long bytes = 0;
        foreach (TablePath path in statement.ReferencedTables.Distinct())
        {
            if (names.Found(path) is not { } table)
                continue;
            string name = table.DuckDb.Trim('"');
            bytes += TableSize.Of(
                session, scans.TryGetValue(name, out HashSet<string>? read) ? table.Columns.Where(column => read.Contains(column.Name)) : table.Columns, table.DuckDb);
        }

        return bytes;
    }

    private static IReadOnlyDictionary<string, HashSet<string>> Scans(WarehouseSession session, string sql)
    {
        Dictionary<string, HashSet<string>> scans = new(StringComparer.Ordinal);
        foreach (object?[] row in session.Rows($"EXPLAIN (FORMAT json) {sql}"))
        {
            foreach (JsonNode? root in JsonNode.Parse((string)row[1]!)!.AsArray())
                Collect(root!.AsObject(), scans);
        }

        return scans;
    }

    private static void Collect(JsonObject node, Dictionary<string, HashSet<string>> scans)
    {
        foreach (JsonNode? child in node["children"]?.AsArray() ?? [])
            Collect(child!.AsObject(), scans);
        if (node["extra_info"] is not JsonObject info || info["Table"]?.ToString() is not { } table)
            return;
        string name = table[(table.LastIndexOf('.') + 1)..];
        if (!scans.TryGetValue(name, out HashSet<string>? columns))
            scans[name] = columns = new HashSet<string>(Column.Names);
        foreach (JsonNode? column in info["Projections"] switch { JsonArray many => many, JsonValue one => [one.DeepClone()], _ => [] })
            columns.Add(column!.ToString());
    }
}
