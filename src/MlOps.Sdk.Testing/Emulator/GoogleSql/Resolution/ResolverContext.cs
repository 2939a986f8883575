using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>What all of a statement shares: the catalog, the parameters, names that are taken, and what has been read.</summary>
internal sealed class ResolverContext(IGoogleSqlCatalog catalog, IReadOnlyList<GoogleSqlParameter> parameters, DateTime? now)
{
    private int _ranges;
    private int _variables;

    public List<TablePath> Referenced { get; } = [];

    public List<ModelCall> ModelCalls { get; } = [];

    /// <summary>The CTEs of the query whose expressions are being resolved.</summary>
    public CommonTables? Tables { get; set; }

    public IGoogleSqlCatalog Catalog => catalog;

    /// <summary>The statement's moment in UTC; null if it has none.</summary>
    public DateTime? Now => now;

    /// <summary>A new alias for a FROM item.</summary>
    public string NewRange() => $"t{++_ranges}";

    /// <summary>A new name for a lambda's parameter.</summary>
    public string NewVariable() => $"v{++_variables}";

    public TablePath Complete(IReadOnlyList<string> path, Position at) => path.Count switch
    {
        1 when catalog.DefaultDataset is { } dataset => new(catalog.DefaultProject, dataset, path[0]),
        1 => throw new EmulatorException(400, "invalid", $"Table \"{path[0]}\" must be qualified with a dataset (e.g. dataset.table)."),
        2 => new(catalog.DefaultProject, path[0], path[1]),
        3 => new(path[0], path[1], path[2]),
        _ => throw SqlError.At(at, $"Invalid table path: {string.Join(".", path)}"),
    };

    public GoogleSqlTable Table(TablePath path, Position at)
    {
        GoogleSqlTable table = catalog.FindTable(path)
            ?? throw new EmulatorException(404, "notFound", $"Not found: Table {path} was not found in location US at {at}");
        if (!Referenced.Contains(path))
            Referenced.Add(path);
        return table;
    }

    public GoogleSqlParameter Find(Parameter parameter) => (parameter.Name is { } name
            ? parameters.FirstOrDefault(one => one.Name is not null && Scope.Is(one.Name, name))
            : parameters.Where(one => one.Name is null).ElementAtOrDefault(parameter.Index))
        ?? throw (parameter.Name is null
            ? SqlError.At(parameter.At, $"Query parameter number {parameter.Index + 1} is not defined")
            : SqlError.At(parameter.At, $"Query parameter '{parameter.Name}' not found"));
}
