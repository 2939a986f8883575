using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Endpoints;

/// <summary>An endpoint, its deployments and its traffic.</summary>
internal sealed class EmulatedEndpoint(string name, JsonObject body)
{
    // Prime to 100, so that any hundred requests in a row are split exactly, and well mixed.
    private const int Step = 61;

    private int _requests;

    public string Name => name;

    public string Id => name[(name.LastIndexOf('/') + 1)..];

    public JsonObject Body => body;

    /// <summary>Whether its creation is done.</summary>
    public bool IsThere { get; set; }

    /// <summary>Whether something is being deployed or undeployed.</summary>
    public bool IsBusy { get; set; }

    public List<Deployment> Deployments { get; } = [];

    /// <summary>Percents by deployment; empty for no traffic.</summary>
    public SortedDictionary<string, int> Traffic { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The deployment that answers the next request; null if none has traffic.</summary>
    public Deployment? Next()
    {
        int left = _requests++ % 100 * Step % 100;
        foreach ((string id, int percent) in Traffic)
        {
            left -= percent;
            if (left < 0)
                return Deployments.Find(deployment => deployment.Id == id);
        }

        return null;
    }

    public JsonObject ToJson()
    {
        JsonObject json = new() { ["name"] = name };
        foreach ((string field, JsonNode? value) in body)
            json[field] = value?.DeepClone();
        if (Deployments.Count > 0)
            json["deployedModels"] = new JsonArray([.. Deployments.Select(deployment => deployment.Body.DeepClone())]);
        if (Traffic.Count > 0)
            json["trafficSplit"] = new JsonObject(Traffic.Select(share => KeyValuePair.Create(share.Key, (JsonNode?)JsonValue.Create(share.Value))));
        return json;
    }
}
