using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Storage;

/// <summary>The three ways to write an object: bytes, bytes with metadata, chunks.</summary>
internal sealed class UploadMethods(EmulatorState state)
{
    private const int Granularity = 256 * 1024;

    public EmulatorResponse Insert(EmulatorRequest request)
    {
        if (!state.Objects.HasBucket(request.Route["bucket"]))
            throw EmulatorException.NotFound("The specified bucket does not exist.");
        switch (request.Parameter("uploadType"))
        {
            case "media":
                return Done(request, Write(request, NameOf(request, []), [], TypeOf(request), request.Body));
            case "multipart":
                MultipartBody body = MultipartBody.Parse(TypeOf(request), request.Body);
                return Done(request, Write(request, NameOf(request, body.Metadata), body.Metadata, body.ContentType, body.Content));
            case "resumable":
                return Start(request);
            default:
                throw EmulatorException.Invalid($"Invalid uploadType '{request.Parameter("uploadType")}': expected media, multipart or resumable.");
        }
    }

    public EmulatorResponse Continue(EmulatorRequest request)
    {
        UploadSession session = state.Uploads.Find(request.Parameter("upload_id")) ?? throw EmulatorException.NotFound("No such upload session.");
        lock (session)
        {
            // Whoever asks after the end gets the end again.
            if (session.Stored is null)
            {
                string header = request.Headers.ContentRange.ToString();
                Receive(session, request.Body, header.Length == 0 ? new ContentRange(0, null, request.Body.Length) : ContentRange.Parse(header));
                if (session.Content.Length != session.Total)
                    return Incomplete(request, session);
                session.Stored = Write(session.Start, session.Name, session.Metadata, session.ContentType, session.Content.ToArray());
            }

            return Done(request, session.Stored);
        }
    }

    public EmulatorResponse Cancel(EmulatorRequest request) => state.Uploads.Remove(request.Parameter("upload_id"))
        ? EmulatorResponse.Empty(499)
        : throw EmulatorException.NotFound("No such upload session.");

    private EmulatorResponse Start(EmulatorRequest request)
    {
        JsonObject metadata = request.Json();
        string name = NameOf(request, metadata);
        string type = request.Headers["X-Upload-Content-Type"].ToString();
        long? length = request.Headers["X-Upload-Content-Length"].ToString() switch
        {
            "" => null,
            { } text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) => number,
            { } text => throw EmulatorException.Invalid($"Invalid X-Upload-Content-Length: '{text}'"),
        };
        string id = "session-" + state.NextId();
        state.Uploads.Add(id, new UploadSession(request, name, metadata, type.Length > 0 ? type : null, length));
        return new EmulatorResponse(200, [], null)
        {
            Headers =
            {
                ["Location"] = $"{request.Address}{request.Target}?uploadType=resumable&name={Uri.EscapeDataString(name)}&upload_id={id}",
                ["X-GUploader-UploadID"] = id,
            },
        };
    }

    private static void Receive(UploadSession session, byte[] chunk, ContentRange range)
    {
        if (range.Total is { } total)
        {
            if (session.Total is { } known && known != total)
                throw EmulatorException.Invalid($"Invalid Content-Range: the total {total} isn't the {known} that was told before.");
            if (total < session.Content.Length)
                throw EmulatorException.Invalid($"Invalid Content-Range: the total {total} is less than the {session.Content.Length} bytes received.");
        }

        if (range.From is not { } from)
        {
            // The question how far it has come.
            if (chunk.Length > 0)
                throw EmulatorException.Invalid("A request with bytes says which they are.");
            session.Total = range.Total ?? session.Total;
            return;
        }

        if (range.To is { } to && to - from + 1 != chunk.Length)
            throw EmulatorException.Invalid($"Invalid Content-Range: it tells of {to - from + 1} bytes, but {chunk.Length} came.");
        bool isLast = from + chunk.Length == range.Total;
        if (!isLast && chunk.Length % Granularity != 0)
            throw EmulatorException.Invalid($"Invalid request. The number of bytes uploaded is required to be equal or greater than {Granularity}, except for the final request (it's recommended to be the exact multiple of {Granularity}). The received request contained {chunk.Length} bytes, which does not meet this requirement.");
        long have = session.Content.Length;
        if (from > have)
            throw EmulatorException.Invalid($"Invalid Content-Range: it starts at {from}, but only {have} bytes were received.");

        // From here on nothing is refused any more.
        session.Total = range.Total ?? session.Total;
        int skipped = (int)Math.Min(have - from, chunk.Length);
        int kept = chunk.Length - skipped;
        if (session.KeepsHalf)
            (kept, session.KeepsHalf) = (kept / 2 / Granularity * Granularity, false);
        session.Content.Seek(0, SeekOrigin.End);
        session.Content.Write(chunk, skipped, kept);
    }

    // No Location, or clients would follow it.
    private static EmulatorResponse Incomplete(EmulatorRequest request, UploadSession session)
    {
        bool without308 = request.Headers["X-GUploader-No-308"] == "yes";
        EmulatorResponse response = EmulatorResponse.Empty(without308 ? 200 : 308);
        if (without308)
            response.Headers["X-Http-Status-Code-Override"] = "308";
        if (session.Content.Length > 0)
            response.Headers["Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes=0-{session.Content.Length - 1}");
        return response;
    }

    private StoredObject Write(EmulatorRequest start, string name, JsonObject metadata, string? contentType, byte[] content)
    {
        ObjectAttributes attributes = ObjectResource.Read(metadata, new ObjectAttributes
        {
            ContentType = contentType,
            ContentEncoding = start.Parameter("contentEncoding"),
        });
        // What the client says of the content is held against it.
        if (ObjectResource.TextOf(metadata["crc32c"], "crc32c") is { } crc && crc != Crc32C.Of(content))
            throw EmulatorException.Invalid($"Provided CRC32C \"{crc}\" doesn't match calculated CRC32C \"{Crc32C.Of(content)}\".");
        if (ObjectResource.TextOf(metadata["md5Hash"], "md5Hash") is { } md5 && md5 != Convert.ToBase64String(MD5.HashData(content)))
            throw EmulatorException.Invalid($"Provided MD5 hash \"{md5}\" doesn't match calculated MD5 hash.");
        return state.Objects.Put(start.Route["bucket"], name, content, attributes, found => Preconditions.Check(start, found));
    }

    private static EmulatorResponse Done(EmulatorRequest request, StoredObject stored) => EmulatorResponse.Json(ObjectResource.Write(stored, request.Address));

    private static string NameOf(EmulatorRequest request, JsonObject metadata)
    {
        string? given = request.Parameter("name");
        string? own = ObjectResource.TextOf(metadata["name"], "name");
        if (given is not null && own is not null && given != own)
            throw EmulatorException.Invalid($"Value '{own}' in content does not agree with value '{given}'. This can happen when a value set through a parameter is inconsistent with a value set in the request.");
        string name = given ?? own ?? "";
        Names.CheckObject(name);
        return name;
    }

    private static string? TypeOf(EmulatorRequest request) => request.Headers.ContentType.ToString() is { Length: > 0 } type ? type : null;
}
