using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>Load jobs whose file comes with the request: in one body of two parts, or in one request after the job's own.</summary>
internal sealed class UploadMethods(EmulatorState state, JobMethods jobs, Warehouse warehouse)
{
    private readonly ConcurrentDictionary<string, JsonObject> _sessions = new();

    public EmulatorResponse Start(EmulatorRequest request, CancellationToken cancellationToken)
    {
        if (request.Parameter("uploadType") == "resumable")
        {
            string id = state.NextId();
            _sessions[id] = request.Json();
            EmulatorResponse opened = EmulatorResponse.Empty();
            opened.Headers["Location"] = $"{request.Address}{request.Target}?uploadType=resumable&upload_id={id}";
            opened.Headers["X-GUploader-UploadID"] = id;
            return opened;
        }

        if (request.Parameter("uploadType") != "multipart")
            throw EmulatorException.Invalid($"Invalid upload type {request.Parameter("uploadType")}.");
        (JsonObject job, byte[] content) = Parts(request);
        return Load(request, job, content, cancellationToken);
    }

    public EmulatorResponse Continue(EmulatorRequest request, CancellationToken cancellationToken)
    {
        if (request.Parameter("upload_id") is not { } id || !_sessions.TryRemove(id, out JsonObject? job))
            throw EmulatorException.NotFound("No such upload.");
        string range = request.Headers["Content-Range"].ToString();
        if (range.Length > 0 && !(range.StartsWith("bytes 0-", StringComparison.Ordinal) && !range.EndsWith("/*", StringComparison.Ordinal)))
            throw Shape.NotEmulated($"an upload in several requests ({range})");
        return Load(request, job, request.Body, cancellationToken);
    }

    private EmulatorResponse Load(EmulatorRequest request, JsonObject job, byte[] content, CancellationToken cancellationToken)
    {
        string path = warehouse.NewFile(".upload");
        File.WriteAllBytes(path, content);
        return EmulatorResponse.Json(jobs.Start(request, job, path, cancellationToken));
    }

    private static (JsonObject Job, byte[] Content) Parts(EmulatorRequest request)
    {
        string contentType = request.Headers.ContentType.ToString();
        int at = contentType.IndexOf("boundary=", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            throw EmulatorException.Invalid("A multipart upload has no boundary.");
        byte[] boundary = Encoding.UTF8.GetBytes("--" + contentType[(at + "boundary=".Length)..].Split(';')[0].Trim().Trim('"', '\''));
        List<byte[]> parts = [];
        int start = request.Body.AsSpan().IndexOf(boundary);
        while (start >= 0)
        {
            start += boundary.Length;
            int length = request.Body.AsSpan(start).IndexOf(boundary);
            if (length < 0)
                break;
            parts.Add(Content(request.Body.AsSpan(start, length)));
            start += length;
        }

        if (parts.Count != 2)
            throw EmulatorException.Invalid("A multipart upload must have two parts.");
        try
        {
            return (JsonNode.Parse(parts[0])!.AsObject(), parts[1]);
        }
        catch (JsonException exception)
        {
            throw EmulatorException.Invalid($"Invalid JSON payload received. {exception.Message}");
        }
    }

    // Headers, an empty line, the content, and the line end that belongs to the next boundary.
    private static byte[] Content(ReadOnlySpan<byte> part)
    {
        int carriage = part.IndexOf("\r\n\r\n"u8);
        int feed = part.IndexOf("\n\n"u8);
        ReadOnlySpan<byte> content = carriage >= 0 && (feed < 0 || carriage < feed) ? part[(carriage + 4)..] : part[(feed + 2)..];
        return (content.EndsWith("\r\n"u8) ? content[..^2] : content.EndsWith("\n"u8) ? content[..^1] : content).ToArray();
    }
}
