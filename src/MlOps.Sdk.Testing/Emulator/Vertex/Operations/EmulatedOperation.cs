using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Operations;

/// <summary>A long-running operation.</summary>
internal sealed class EmulatedOperation(string name, string metadataType, string created) : IDisposable
{
    private const string Types = "type.googleapis.com/";

    private string? _changed;

    public string Name => name;

    /// <summary>Cancelled by the method <c>cancel</c>.</summary>
    public CancellationTokenSource Cancellation { get; } = new();

    /// <summary>Completes when the operation is done.</summary>
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private JsonObject? Response { get; set; }

    private JsonObject? Error { get; set; }

    public bool IsDone => Response is not null || Error is not null;

    public void Succeed(string responseType, JsonObject response, string at)
    {
        Response = new JsonObject { ["@type"] = Types + responseType };
        foreach ((string field, JsonNode? value) in response)
            Response[field] = value?.DeepClone();
        _changed = at;
    }

    public void Fail(int code, string message, string at)
    {
        Error = new JsonObject { ["code"] = code, ["message"] = message };
        _changed = at;
    }

    public JsonObject ToJson()
    {
        JsonObject json = new()
        {
            ["name"] = name,
            ["metadata"] = new JsonObject
            {
                ["@type"] = Types + metadataType,
                ["genericMetadata"] = new JsonObject { ["createTime"] = created, ["updateTime"] = _changed ?? created },
            },
        };
        if (!IsDone)
            return json;
        json["done"] = true;
        if (Error is not null)
            json["error"] = Error.DeepClone();
        else
            json["response"] = Response!.DeepClone();
        return json;
    }

    public void Dispose() => Cancellation.Dispose();
}
