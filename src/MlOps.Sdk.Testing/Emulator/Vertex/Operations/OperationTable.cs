using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;
using MlOps.Sdk.Testing.Emulator.Vertex.Lists;
using MlOps.Sdk.Testing.Emulator.Vertex.Messages;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Operations;

/// <summary>The long-running operations: each is done behind the requests.</summary>
internal sealed class OperationTable(VertexContext context)
{
    public const string Api = "google.cloud.aiplatform.v1.";

    private readonly List<EmulatedOperation> _operations = [];

    /// <summary>Starts an operation and answers before it is done.</summary>
    /// <param name="place">Where.</param>
    /// <param name="metadata">The message of its metadata, such as <c>DeployModelOperationMetadata</c>.</param>
    /// <param name="response">The full name of the message of its response.</param>
    /// <param name="work">Does it; a refusal becomes the operation's error.</param>
    /// <param name="undo">Called under the gate if it fails; null for nothing to undo.</param>
    public EmulatorResponse Start(
        VertexPlace place, string metadata, string response, Func<CancellationToken, Task<JsonObject>> work, Action? undo = null)
    {
        EmulatedOperation operation = new(place.NameOf("operations", context.State.NextId()), Api + metadata, context.State.Now());
        lock (context.Gate)
            _operations.Add(operation);
        EmulatorResponse answer = EmulatorResponse.Json(operation.ToJson());
        context.Run(end => CompleteAsync(operation, response, work, undo, end));
        return answer;
    }

    public EmulatorResponse Get(EmulatorRequest request) => EmulatorResponse.Json(Read(Find(request).ToJson));

    public EmulatorResponse List(EmulatorRequest request)
    {
        string parent = VertexPlace.Of(request, context.State).Parent + "/";
        return ListPage.Of(request, "operations", Read<JsonObject[]>(() =>
            [.. _operations.Where(operation => operation.Name.StartsWith(parent, StringComparison.Ordinal)).Select(operation => operation.ToJson())]));
    }

    public async Task<EmulatorResponse> WaitAsync(EmulatorRequest request, CancellationToken cancellationToken)
    {
        EmulatedOperation operation = Find(request);
        string given = request.Parameter("timeout") ?? "60s";
        TimeSpan timeout = ScalarReader.Duration(given) ?? throw VertexError.Invalid($"Invalid value at 'timeout' (duration), \"{given}\"");
        try
        {
            await operation.Done.Task.WaitAsync(timeout, context.State.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The operation is answered as it is then.
        }

        return Get(request);
    }

    public EmulatorResponse Cancel(EmulatorRequest request)
    {
        EmulatedOperation operation = Find(request);
        if (!Read(() => operation.IsDone))
            operation.Cancellation.Cancel();
        return EmulatorResponse.Json(new JsonObject());
    }

    public EmulatorResponse Delete(EmulatorRequest request)
    {
        EmulatedOperation operation = Find(request);
        lock (context.Gate)
        {
            if (!operation.IsDone)
                throw VertexError.Precondition($"Operation {operation.Name} is not done.");
            _operations.Remove(operation);
        }

        return EmulatorResponse.Json(new JsonObject());
    }

    private async Task CompleteAsync(
        EmulatedOperation operation, string response, Func<CancellationToken, Task<JsonObject>> work, Action? undo, CancellationToken end)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(end, operation.Cancellation.Token);
        try
        {
            JsonObject result = await work(either.Token);
            lock (context.Gate)
                operation.Succeed(response, result, context.State.Now());
        }
        catch (OperationCanceledException)
        {
            Fail(operation, 1, "The operation was cancelled.", undo);
        }
        catch (EmulatorException error)
        {
            Fail(operation, VertexError.CodeOf(error), error.Message, undo);
        }
        catch (Exception error)
        {
            Fail(operation, 13, string.Create(CultureInfo.InvariantCulture, $"Internal error: {error}"), undo);
        }

        operation.Done.TrySetResult();
    }

    private void Fail(EmulatedOperation operation, int code, string message, Action? undo)
    {
        lock (context.Gate)
        {
            undo?.Invoke();
            operation.Fail(code, message, context.State.Now());
        }
    }

    private EmulatedOperation Find(EmulatorRequest request)
    {
        string name = VertexPlace.Of(request, context.State).NameOf("operations", request.Route["operation"]);
        return Read(() => _operations.Find(operation => operation.Name == name)) ?? throw VertexError.NotFound($"Operation not found: {name}");
    }

    private T Read<T>(Func<T> read)
    {
        lock (context.Gate)
            return read();
    }
}
