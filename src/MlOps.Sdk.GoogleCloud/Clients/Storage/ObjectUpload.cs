using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using MlOps.Sdk.Diagnostics;

namespace MlOps.Sdk.Clients;

/// <summary>Uploads: in one request, in chunks, or in parallel parts.</summary>
internal sealed class ObjectUpload(StorageCalls calls, CloudStorageOptions options, ILogger logger)
{
    private const int Granularity = 256 * 1024;
    private const int MostParts = 32;
    private const int Sessions = 3;

    // A chunk may travel as slowly as this.
    private const double SlowestBytesPerSecond = 64 * 1024;

    /// <summary>The size of a file's parts; null if it travels as a whole.</summary>
    public long? PartSize(long size)
    {
        if (size < options.ParallelFrom || options.Parallelism < 2)
            return null;
        long part = Math.Max(options.ParallelFrom / 4, (size + MostParts - 1) / MostParts);
        return (part + Granularity - 1) / Granularity * Granularity;
    }

    public async Task<CloudObject> WriteAsync(ObjectUri uri, UploadSource source, WriteOptions write, CancellationToken cancellationToken)
    {
        StorageCalls.CheckDestination(uri);
        CloudObject written = await calls.WriteAsync(
            uri, write.IfGeneration, found => source.Is(found, write),
            generation => source.Parts.Count > 0 ? WritePartsAsync(uri, source, write, generation, cancellationToken)
                : source.Size >= options.ResumableFrom ? WriteChunksAsync(uri, source, write, generation, cancellationToken)
                : WriteWholeAsync(uri, source, write, generation, cancellationToken),
            cancellationToken);
        // A process that was killed after composing has left them.
        if (source.Parts.Count > 0)
            await DeletePartsAsync(uri, source, cancellationToken);
        return written;
    }

    private async Task<CloudObject> WriteWholeAsync(
        ObjectUri uri, UploadSource source, WriteOptions write, long generation, CancellationToken cancellationToken)
    {
        ApiCall call = new(HttpMethod.Post, "objects.insert", $"upload/storage/v1/b/{uri.Bucket}/o")
        {
            Query = { ["uploadType"] = "multipart", ["ifGenerationMatch"] = StorageCalls.Number(generation) },
            Content = () =>
            {
                StringContent metadata = new(WebSerializer.Instance.Serialize(Metadata(uri, source, write)), Encoding.UTF8, "application/json");
                HttpContent content = source.Content(0, source.Size);
                content.Headers.ContentType = MediaTypeHeaderValue.Parse(write.ContentType);
                return new MultipartContent("related") { metadata, content };
            },
            Target = uri.ToString(),
            Idempotency = Idempotency.Conditional,
        };
        return await CheckedAsync(call, await calls.Service.SendAsync<WireObject>(call, cancellationToken), source, cancellationToken);
    }

    private async Task<CloudObject> WriteChunksAsync(
        ObjectUri uri, UploadSource source, WriteOptions write, long generation, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            Uri session = await StartAsync(uri, source, write, generation, cancellationToken);
            try
            {
                return await SendChunksAsync(session, uri, source, cancellationToken);
            }
            catch (GoogleCloudException exception) when (exception.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone && attempt < Sessions)
            {
                Log.UploadStartsAgain(logger, uri.ToString());
            }
        }
    }

    private Task<Uri> StartAsync(ObjectUri uri, UploadSource source, WriteOptions write, long generation, CancellationToken cancellationToken)
    {
        // A session that is started twice is one that is never used.
        ApiCall call = new(HttpMethod.Post, "objects.insert", $"upload/storage/v1/b/{uri.Bucket}/o")
        {
            Query = { ["uploadType"] = "resumable", ["name"] = uri.Name, ["ifGenerationMatch"] = StorageCalls.Number(generation) },
            Body = Metadata(uri, source, write),
            Prepare = request =>
            {
                request.Headers.Add("X-Upload-Content-Type", write.ContentType);
                request.Headers.Add("X-Upload-Content-Length", StorageCalls.Number(source.Size));
            },
            Target = uri.ToString(),
            Idempotency = Idempotency.Always,
            AnswersWithSecrets = true,
        };
        return calls.Service.SendAsync(
            call, (response, _) => Task.FromResult(response.Headers.Location ?? throw new IncompleteAnswerException("the answer names no session")), cancellationToken);
    }

    private async Task<CloudObject> SendChunksAsync(Uri session, ObjectUri uri, UploadSource source, CancellationToken cancellationToken)
    {
        int chunkSize = Math.Max(Granularity, options.ChunkSize / Granularity * Granularity);
        long offset = 0;
        int stalled = 0;
        while (true)
        {
            long from = offset;
            long length = Math.Min(chunkSize, source.Size - from);
            // Whether an attempt without an answer was made, after which the next asks how far it has come.
            bool isSent = false;
            bool asks = false;
            ApiCall call = new(HttpMethod.Put, "objects.insert", session)
            {
                Target = uri.ToString(),
                Content = () =>
                {
                    (asks, isSent) = (isSent, true);
                    return asks ? Question(source.Size) : Chunk(source, from, length);
                },
                Timeout = calls.Service.AttemptTimeout + TimeSpan.FromSeconds(length / SlowestBytesPerSecond),
                Accepts = [HttpStatusCode.PermanentRedirect],
                AttemptsBefore = stalled,
            };
            (WireObject? done, long received) = await calls.Service.SendAsync(
                call,
                async (response, attempt) =>
                {
                    (WireObject? Done, long Received) progress = await ReadProgressAsync(response, attempt);
                    return progress.Done is not null || progress.Received > from || asks
                        ? progress
                        : throw new IncompleteAnswerException("nothing of the chunk was kept");
                },
                cancellationToken);
            if (done is not null)
                return await CheckedAsync(call, done, source, cancellationToken);
            if (received > source.Size)
                throw calls.Service.Exception(call, $"The service has {received} bytes of {source.Size}", "Upload it again.");
            stalled = received > offset ? 0 : stalled + 1;
            offset = received;
        }
    }

    // The object, if that was all; otherwise how many bytes are there.
    private async Task<(WireObject? Done, long Received)> ReadProgressAsync(HttpResponseMessage response, ApiAttempt attempt)
    {
        if (response.StatusCode != HttpStatusCode.PermanentRedirect)
            return (await calls.Service.ReadJsonAsync<WireObject>(response, attempt), 0);
        string? range = response.Headers.TryGetValues("Range", out IEnumerable<string>? values) ? values.First() : null;
        if (range is null)
            return (null, 0);
        return range.StartsWith("bytes=0-", StringComparison.Ordinal) && long.TryParse(range.AsSpan(8), CultureInfo.InvariantCulture, out long last)
            ? (null, last + 1)
            : throw new IncompleteAnswerException($"the service has received the range '{range}'");
    }

    private static HttpContent Chunk(UploadSource source, long from, long length)
    {
        HttpContent content = source.Content(from, length);
        content.Headers.ContentRange = length == 0
            ? new ContentRangeHeaderValue(source.Size)
            : new ContentRangeHeaderValue(from, from + length - 1, source.Size);
        return content;
    }

    private static ByteArrayContent Question(long size) => new([]) { Headers = { ContentRange = new ContentRangeHeaderValue(size) } };

    private async Task<CloudObject> WritePartsAsync(
        ObjectUri uri, UploadSource source, WriteOptions write, long generation, CancellationToken cancellationToken)
    {
        CloudObject[] parts = new CloudObject[source.Parts.Count];
        await Parallel.ForAsync(
            0, parts.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken },
            async (index, token) => parts[index] = await WriteAsync(PartUri(uri, source, index), source.Parts[index], new WriteOptions(), token));
        return await ComposeAsync([.. parts.Select(part => part.Uri)], uri, source, write, generation, cancellationToken);
    }

    /// <summary>Composes an object whose size and checksum are known.</summary>
    public async Task<CloudObject> ComposeAsync(
        IReadOnlyList<ObjectUri> parts, ObjectUri uri, UploadSource source, WriteOptions write, long generation, CancellationToken cancellationToken)
    {
        ApiCall call = new(HttpMethod.Post, "objects.compose", $"storage/v1/b/{uri.Bucket}/o/{uri.Name}/compose")
        {
            Query = { ["ifGenerationMatch"] = StorageCalls.Number(generation) },
            Body = new
            {
                Destination = new { write.ContentType, Metadata = write.Metadata.Count > 0 ? write.Metadata : null },
                SourceObjects = parts.Select(part => new { part.Name, Generation = StorageCalls.Number(part.Generation) }),
            },
            Target = uri.ToString(),
            Idempotency = Idempotency.Conditional,
        };
        return await CheckedAsync(call, await calls.Service.SendAsync<WireObject>(call, cancellationToken), source, cancellationToken);
    }

    private async Task DeletePartsAsync(ObjectUri uri, UploadSource source, CancellationToken cancellationToken)
    {
        try
        {
            await Parallel.ForAsync(
                0, source.Parts.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken },
                async (index, token) => await calls.DeleteAsync(PartUri(uri, source, index), token));
        }
        catch (GoogleCloudException exception)
        {
            // The object is there and whole; what is left over costs little.
            Log.PartsAreLeft(logger, PartUri(uri, source, 0).ToString(), exception);
        }
    }

    // Named by what they are parts of, so that an upload that is begun again finds what it has sent; not below the object's folder, which others list.
    private static ObjectUri PartUri(ObjectUri uri, UploadSource source, int index)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{uri}|{source.Size}|{source.Checksum}|{source.Parts.Count}"));
        return new ObjectUri(uri.Bucket, $".mlops-parts/{Convert.ToHexStringLower(hash.AsSpan(0, 16))}/{index:00}.part");
    }

    private static WireObject Metadata(ObjectUri uri, UploadSource source, WriteOptions write) => new()
    {
        Name = uri.Name,
        ContentType = write.ContentType,
        Metadata = write.Metadata.Count > 0 ? write.Metadata : null,
        // The service refuses what arrives otherwise.
        Crc32c = source.Checksum.ToString(),
    };

    private async Task<CloudObject> CheckedAsync(ApiCall call, WireObject answer, UploadSource source, CancellationToken cancellationToken)
    {
        CloudObject written = answer.Read();
        if (written.Size == source.Size && written.Crc32C == source.Checksum.ToString())
            return written;
        await calls.DeleteAsync(written.Uri, cancellationToken);
        throw calls.Service.Exception(
            call, $"What arrived ({written.Size} bytes, CRC-32C {written.Crc32C}) isn't what was sent ({source.Size} bytes, {source.Checksum}); it was deleted again",
            "Upload files that nobody writes any more.");
    }
}
