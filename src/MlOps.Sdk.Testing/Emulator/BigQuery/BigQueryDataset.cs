using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>A dataset: tables and models in one location.</summary>
internal sealed class BigQueryDataset(string project, string id, string location, DatasetSettings settings, string created, string etag)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, BigQueryTable> _tables = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, BigQueryModel> _models = new(StringComparer.Ordinal);

    public string Project => project;

    public string Id => id;

    public string Location => location;

    public bool IsHidden { get; init; }

    public DatasetSettings Settings { get; private set; } = settings;

    public string Etag { get; private set; } = etag;

    public string Created { get; } = created;

    public string Modified { get; private set; } = created;

    public void Change(DatasetSettings changed, string now, string changedEtag) => (Settings, Modified, Etag) = (changed, now, changedEtag);

    public IReadOnlyList<BigQueryTable> Tables()
    {
        lock (_lock)
            return [.. _tables.Values];
    }

    public BigQueryTable? FindTable(string table)
    {
        lock (_lock)
            return _tables.GetValueOrDefault(table);
    }

    public void Put(BigQueryTable table)
    {
        lock (_lock)
            _tables[table.Name.Table] = table;
    }

    public bool RemoveTable(string table)
    {
        lock (_lock)
            return _tables.Remove(table);
    }

    public IReadOnlyList<BigQueryModel> Models()
    {
        lock (_lock)
            return [.. _models.Values];
    }

    public BigQueryModel? FindModel(string model)
    {
        lock (_lock)
            return _models.GetValueOrDefault(model);
    }

    public void Put(BigQueryModel model)
    {
        lock (_lock)
            _models[model.Name.Table] = model;
    }

    public bool RemoveModel(string model)
    {
        lock (_lock)
            return _models.Remove(model);
    }

    public JsonObject ToJson(string address) => Shape.Compact(new JsonObject
    {
        ["kind"] = "bigquery#dataset",
        ["etag"] = Etag,
        ["id"] = $"{project}:{id}",
        ["selfLink"] = $"{address}/bigquery/v2/projects/{project}/datasets/{id}",
        ["datasetReference"] = new JsonObject { ["projectId"] = project, ["datasetId"] = id },
        ["location"] = location,
        ["type"] = "DEFAULT",
        ["creationTime"] = Created,
        ["lastModifiedTime"] = Modified,
        ["description"] = Settings.Description,
        ["friendlyName"] = Settings.FriendlyName,
        ["labels"] = Settings.Labels.Count > 0 ? Settings.Labels.DeepClone() : null,
        ["defaultTableExpirationMs"] = Settings.DefaultTableExpirationMs?.ToString(System.Globalization.CultureInfo.InvariantCulture),
    });
}
