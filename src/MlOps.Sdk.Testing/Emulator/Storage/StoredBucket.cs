using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.Storage;

/// <summary>A bucket and its objects, ordered as the service lists them.</summary>
internal sealed class StoredBucket(string name, JsonObject settings, string created)
{
    public string Name => name;

    /// <summary>What clients set: location, labels, lifecycle …</summary>
    public JsonObject Settings { get; set; } = settings;

    public string Created { get; } = created;

    public string Updated { get; set; } = created;

    public long Metageneration { get; set; } = 1;

    public SortedDictionary<string, StoredObject> Objects { get; } = new(Utf8Order.Instance);
}
