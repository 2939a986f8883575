using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using MlOps.Sdk.Serving.Diagnostics;
using MlOps.Sdk.Serving.Models;

namespace MlOps.Sdk.Serving.Http;

/// <summary>Answers a POST of instances with predictions.</summary>
/// <remarks>A plain request delegate: the body is read where the server has put it, and nothing is resolved or reflected upon per request.</remarks>
internal sealed class PredictEndpoint(ServedModel served)
{
    private const string Json = "application/json";

    public Task HandleAsync(HttpContext context)
    {
        long start = Telemetry.Start(served.Time);
        LoadedModel? model = served.Current;
        if (model is null)
            return RefuseAsync(context, start, model, Refusal.NotReady(served));
        if (!IsJson(context.Request.ContentType))
            return RefuseAsync(context, start, model, Refusal.NotJson(context.Request.ContentType));
        if (context.Request.ContentLength > served.MaxRequestBytes)
            return RefuseAsync(context, start, model, Refusal.TooLarge(served.MaxRequestBytes));

        // The body of a small request has come with its headers: it is answered without waiting.
        PipeReader body = context.Request.BodyReader;
        return body.TryRead(out ReadResult result)
            ? result.IsCompleted ? AnswerAsync(context, start, model, body, result.Buffer) : ReadOnAsync(context, start, model, body, result)
            : ReadOnAsync(context, start, model, body, default);
    }

    private async Task ReadOnAsync(HttpContext context, long start, LoadedModel model, PipeReader body, ReadResult result)
    {
        try
        {
            while (!result.IsCompleted && result.Buffer.Length <= served.MaxRequestBytes)
            {
                if (!result.Buffer.IsEmpty)
                    body.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                result = await body.ReadAsync(context.RequestAborted);
            }
        }
        catch (BadHttpRequestException exception)
        {
            await RefuseAsync(context, start, model, Refusal.OfServer(exception));
            return;
        }

        if (result.Buffer.Length > served.MaxRequestBytes)
        {
            body.AdvanceTo(result.Buffer.End);
            await RefuseAsync(context, start, model, Refusal.TooLarge(served.MaxRequestBytes));
            return;
        }

        await AnswerAsync(context, start, model, body, result.Buffer);
    }

    private Task AnswerAsync(HttpContext context, long start, LoadedModel model, PipeReader body, ReadOnlySequence<byte> json)
    {
        Workspace workspace = model.Workspaces.Get();
        try
        {
            int count = Answer(model, json, workspace);
            if (workspace.Errors.Count > 0)
                return RefuseAsync(context, start, model, Refusal.OfInstances(workspace.Errors));

            HttpResponse response = context.Response;
            response.ContentType = Json;
            response.ContentLength = workspace.Output.WrittenCount;
            response.BodyWriter.Write(workspace.Output.WrittenSpan);
            Telemetry.Answered(served.Time, start, served.Name, model.Version, StatusCodes.Status200OK, count);
            if (Activity.Current is { Recorded: true } activity)
                activity.SetTag(Telemetry.EndpointTag, served.Name).SetTag(Telemetry.VersionTag, model.Version);

            // The server flushes what was written when the request ends.
            return Task.CompletedTask;
        }
        catch (JsonException exception)
        {
            return RefuseAsync(context, start, model, Refusal.Malformed(exception));
        }
        finally
        {
            body.AdvanceTo(json.End);
            model.Workspaces.Return(workspace);
        }
    }

    private static int Answer(LoadedModel model, ReadOnlySequence<byte> json, Workspace workspace)
    {
        if (json.IsSingleSegment)
            return PredictionRequest.Answer(model, json.FirstSpan, workspace);

        // The reader is about twice as fast over one span as over segments; the copy costs little of that.
        int length = checked((int)json.Length);
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            json.CopyTo(rented);
            return PredictionRequest.Answer(model, rented.AsSpan(0, length), workspace);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private Task RefuseAsync(HttpContext context, long start, LoadedModel? model, Refusal refusal)
    {
        Telemetry.Answered(served.Time, start, served.Name, model?.Version, refusal.Status, instances: 0);
        Log.BadRequest(served.Logger, served.Name, refusal.Status, refusal.Detail);
        return refusal.WriteAsync(context);
    }

    // JSON is UTF-8 by its standard; another charset would be misread.
    private static bool IsJson(string? contentType) =>
        contentType is Json or "application/json; charset=utf-8"
        || (MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
            && (type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
                || (type.Type.Equals("application", StringComparison.OrdinalIgnoreCase) && type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)))
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase)));
}
