using System.Text.RegularExpressions;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>All datasets with what lies in them.</summary>
internal sealed partial class BigQueryCatalog(EmulatorState state)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(string Project, string Dataset), BigQueryDataset> _datasets = [];

    public BigQueryDataset? FindDataset(string project, string dataset)
    {
        lock (_lock)
            return _datasets.GetValueOrDefault((project, dataset));
    }

    public BigQueryDataset Dataset(string project, string dataset) =>
        FindDataset(project, dataset) ?? throw EmulatorException.NotFound($"Not found: Dataset {project}:{dataset}");

    public IReadOnlyList<BigQueryDataset> Datasets(string project)
    {
        lock (_lock)
            return [.. _datasets.Values.Where(dataset => dataset.Project == project && !dataset.IsHidden)];
    }

    public void Add(BigQueryDataset dataset)
    {
        if (!NamePattern().IsMatch(dataset.Id))
            throw EmulatorException.Invalid($"Invalid dataset ID \"{dataset.Id}\". Dataset IDs must be alphanumeric (plus underscores) and must be at most 1024 characters long.");
        lock (_lock)
        {
            if (!_datasets.TryAdd((dataset.Project, dataset.Id), dataset))
                throw new EmulatorException(409, "duplicate", $"Already Exists: Dataset {dataset.Project}:{dataset.Id}");
        }
    }

    public void Remove(BigQueryDataset dataset)
    {
        lock (_lock)
            _datasets.Remove((dataset.Project, dataset.Id));
    }

    /// <summary>A table; null if there is none, or if its time has run out.</summary>
    public BigQueryTable? FindTable(TableName name)
    {
        BigQueryTable? table = FindDataset(name.Project, name.Dataset)?.FindTable(name.Table);
        return table?.ExpirationTime <= state.Time.GetUtcNow().ToUnixTimeMilliseconds() ? null : table;
    }

    public BigQueryTable Table(TableName name)
    {
        Dataset(name.Project, name.Dataset);
        return FindTable(name) ?? throw EmulatorException.NotFound($"Not found: Table {name}");
    }

    /// <summary>Adds a table or puts it in place of the one before.</summary>
    public void Put(BigQueryTable table)
    {
        if (!TablePattern().IsMatch(table.Name.Table))
            throw EmulatorException.Invalid($"Invalid table ID \"{table.Name.Table}\".");
        BigQueryDataset dataset = Dataset(table.Name.Project, table.Name.Dataset);
        if (dataset.FindModel(table.Name.Table) is not null)
            throw new EmulatorException(409, "duplicate", $"Already Exists: Model {table.Name}");
        dataset.Put(table);
    }

    /// <summary>The hidden dataset of results that have no table of their own.</summary>
    public BigQueryDataset Anonymous(string project, string location)
    {
        lock (_lock)
        {
            string id = "_anonymous_" + NonWord().Replace(location.ToLowerInvariant(), "_");
            if (!_datasets.TryGetValue((project, id), out BigQueryDataset? dataset))
                _datasets[(project, id)] = dataset = new BigQueryDataset(project, id, location, new DatasetSettings(), state.NowMilliseconds(), state.NextId()) { IsHidden = true };
            return dataset;
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_]{1,1024}$")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^[\p{L}\p{M}\p{N}\p{Pc}\p{Pd}\p{Zs}]{1,1024}$")]
    private static partial Regex TablePattern();

    [GeneratedRegex("[^a-z0-9]")]
    private static partial Regex NonWord();
}
