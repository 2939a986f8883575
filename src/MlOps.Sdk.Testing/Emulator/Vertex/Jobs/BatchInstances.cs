using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Vertex.Containers;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Jobs;

/// <summary>How rows of a batch prediction become instances and lines of results.</summary>
internal sealed class BatchInstances(JsonObject? config)
{
    private readonly bool _asArray = config?["instanceType"]?.GetValue<string>() == "array";
    private readonly string? _key = config?["keyField"]?.GetValue<string>();
    private readonly string[] _included = ContainerSpecs.Texts(config?["includedFields"]);
    private readonly string[] _excluded = ContainerSpecs.Texts(config?["excludedFields"]);

    public static void Check(JsonObject? config)
    {
        if (config?["instanceType"]?.GetValue<string>() is { } type and not ("object" or "array"))
            throw VertexError.Field("instance_config.instance_type", $"'{type}' is neither object nor array.");
        if (config?["includedFields"] is not null && config["excludedFields"] is not null)
            throw VertexError.Field("instance_config", "included_fields and excluded_fields can't be set together.");
    }

    /// <summary>What the server is sent for a row.</summary>
    public JsonNode InstanceOf(JsonNode row)
    {
        if (row is not JsonObject given || (config is null))
            return row.DeepClone();
        IEnumerable<KeyValuePair<string, JsonNode?>> sent = given.Where(field =>
            field.Key != _key && (_included.Length == 0 || _included.Contains(field.Key)) && !_excluded.Contains(field.Key))
            .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())).ToArray();
        return _asArray ? new JsonArray([.. sent.Select(field => field.Value)]) : new JsonObject(sent);
    }

    /// <summary>A line of results: the row, or its key if there is one, and what came of it.</summary>
    public JsonObject LineOf(JsonNode row, string outcome, JsonNode? value) => _key is null
        ? new JsonObject { ["instance"] = row.DeepClone(), [outcome] = value }
        : new JsonObject { ["key"] = (row as JsonObject)?[_key]?.DeepClone(), [outcome] = value };
}
