namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>The CTEs that a query sees: its own and those around it.</summary>
internal sealed class CommonTables(CommonTables? outer = null)
{
    private readonly Dictionary<string, (string Name, ResolvedQuery Query)> _tables = new(StringComparer.OrdinalIgnoreCase);

    public (string Name, ResolvedQuery Query)? Find(string name) => _tables.TryGetValue(name, out (string, ResolvedQuery) found) ? found : outer?.Find(name);

    public bool Add(string name, string printed, ResolvedQuery query) => _tables.TryAdd(name, (printed, query));
}
