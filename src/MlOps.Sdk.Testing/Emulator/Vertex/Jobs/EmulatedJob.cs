using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Jobs;

/// <summary>A job and how far it is.</summary>
internal sealed class EmulatedJob : IDisposable
{
    private readonly VertexContext _context;
    private readonly JsonObject _body;

    public EmulatedJob(VertexContext context, VertexPlace place, string name, JsonObject body)
    {
        _context = context;
        Place = place;
        Name = name;
        string now = context.State.Now();
        _body = new JsonObject { ["name"] = name };
        foreach ((string field, JsonNode? value) in body)
            _body[field] = value?.DeepClone();
        _body["name"] = name;
        _body["state"] = "JOB_STATE_PENDING";
        _body["createTime"] = now;
        _body["updateTime"] = now;
    }

    public string Name { get; }

    public string Id => Name[(Name.LastIndexOf('/') + 1)..];

    public VertexPlace Place { get; }

    /// <summary>Cancelled by the method <c>cancel</c>.</summary>
    public CancellationTokenSource Cancellation { get; } = new();

    public bool HasEnded { get; private set; }

    /// <summary>The job as it is now.</summary>
    public JsonObject ToJson()
    {
        lock (_context.Gate)
            return (JsonObject)_body.DeepClone();
    }

    /// <summary>Changes what is said about the job.</summary>
    public void Change(Action<JsonObject> change)
    {
        lock (_context.Gate)
        {
            change(_body);
            _body["updateTime"] = _context.State.Now();
        }
    }

    /// <summary>The job runs, unless it is being cancelled.</summary>
    public void Begin() => Change(body =>
    {
        body["startTime"] = _context.State.Now();
        if (!Cancellation.IsCancellationRequested)
            body["state"] = "JOB_STATE_RUNNING";
    });

    /// <summary>The job has ended.</summary>
    public void End(string state, int code = 0, string? message = null) => Change(body =>
    {
        HasEnded = true;
        body["state"] = state;
        body["endTime"] = _context.State.Now();
        if (message is not null)
            body["error"] = new JsonObject { ["code"] = code, ["message"] = message };
    });

    public void Dispose() => Cancellation.Dispose();
}
