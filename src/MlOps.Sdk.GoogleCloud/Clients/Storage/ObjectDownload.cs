using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Win32.SafeHandles;

namespace MlOps.Sdk.Clients;

/// <summary>Downloads of one generation: in one stream or parallel ranges, each taken up where it broke off.</summary>
internal sealed class ObjectDownload(StorageCalls calls, CloudStorageOptions options)
{
    private const int BlockSize = 128 * 1024;

    // An object may be replaced, or its bytes garbled, under way; so often in a row they aren't.
    private const int Rounds = 3;

    public async Task<CloudObject> ToFileAsync(ObjectUri uri, string path, CancellationToken cancellationToken)
    {
        string target = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string partial = $"{target}.{Guid.NewGuid():N}.partial";
        try
        {
            for (int round = 1; ; round++)
            {
                CloudObject found = await calls.GetAsync(uri, cancellationToken);
                try
                {
                    Crc32C checksum = await FetchAsync(found, partial, cancellationToken);
                    if (checksum.ToString() == found.Crc32C)
                    {
                        Publish(found, partial, target);
                        return found;
                    }

                    if (round == Rounds)
                    {
                        throw calls.Service.Exception(
                            Media(found.Uri), $"What arrived has the CRC-32C {checksum}, not {found.Crc32C}", "Check the network's proxy: it changes what it passes on.");
                    }
                }
                catch (GoogleCloudException exception) when (
                    exception.Status == HttpStatusCode.NotFound && uri.Generation is null && round < Rounds)
                {
                    // Replaced meanwhile: the generation that was asked for is gone, there is a newer one.
                }
            }
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>A small object's bytes; the answer's own header has their checksum.</summary>
    public Task<byte[]> ToMemoryAsync(ObjectUri uri, CancellationToken cancellationToken)
    {
        StorageCalls.Check(uri);
        return calls.Service.SendAsync(
            Media(uri),
            async (response, attempt) =>
            {
                byte[] content = await response.Content.ReadAsByteArrayAsync(attempt.Token);
                string? hashes = response.Headers.TryGetValues("X-Goog-Hash", out IEnumerable<string>? values) ? string.Join(',', values) : null;
                if (hashes is null || !hashes.Split(',').Any(hash => hash.Trim() == $"crc32c={Crc32C.Of(content)}"))
                    throw new IncompleteAnswerException($"the bytes have the CRC-32C {Crc32C.Of(content)}, the service says {hashes ?? "nothing"}");
                return response.Content.Headers.ContentEncoding.Contains("gzip") ? await InflateAsync(content, attempt.Token) : content;
            },
            cancellationToken);
    }

    private static ApiCall Media(ObjectUri uri) => new(HttpMethod.Get, "objects.get", $"storage/v1/b/{uri.Bucket}/o/{uri.Name}")
    {
        Query = { ["alt"] = "media", ["generation"] = StorageCalls.Number(uri.Generation) },
        Target = uri.ToString(),
    };

    private async Task<Crc32C> FetchAsync(CloudObject found, string path, CancellationToken cancellationToken)
    {
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, options: FileOptions.Asynchronous, preallocationSize: found.Size);
        long range = found.Size >= options.ParallelFrom && options.Parallelism > 1 ? Math.Max(BlockSize, options.ParallelFrom / 4) : found.Size;
        int count = found.Size == 0 ? 0 : (int)((found.Size + range - 1) / range);
        Crc32C[] checksums = new Crc32C[count];
        await Parallel.ForAsync(
            0, count, new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken },
            async (index, token) => checksums[index] = await FetchAsync(found, file, index * range, Math.Min(range, found.Size - index * range), token));
        Crc32C whole = default;
        for (int index = 0; index < count; index++)
            whole.Append(checksums[index], Math.Min(range, found.Size - index * range));
        RandomAccess.FlushToDisk(file);
        return whole;
    }

    private async Task<Crc32C> FetchAsync(CloudObject found, SafeFileHandle file, long from, long length, CancellationToken cancellationToken)
    {
        Crc32C checksum = default;
        long got = 0;
        byte[] block = new byte[BlockSize];
        ApiCall call = Media(found.Uri) with
        {
            // What has come needn't come again.
            Prepare = request => request.Headers.Range = got == 0 && length == found.Size ? null : new RangeHeaderValue(from + got, from + length - 1),
        };
        return await calls.Service.SendAsync(
            call,
            async (response, attempt) =>
            {
                long start = response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange?.From ?? -1 : 0;
                if (start != from + got)
                    throw new IncompleteAnswerException($"the bytes start at {start}, not at {from + got}");
                await using Stream stream = await response.Content.ReadAsStreamAsync(attempt.Token);
                while (got < length)
                {
                    int read = await stream.ReadAsync(block.AsMemory(0, (int)Math.Min(block.Length, length - got)), attempt.Token);
                    if (read == 0)
                        throw new IncompleteAnswerException($"{got} of {length} bytes came");
                    await RandomAccess.WriteAsync(file, block.AsMemory(0, read), from + got, cancellationToken);
                    checksum.Append(block.AsSpan(0, read));
                    got += read;
                    attempt.Progress();
                }

                return checksum;
            },
            cancellationToken);
    }

    private static void Publish(CloudObject found, string partial, string target)
    {
        if (found.ContentEncoding != "gzip")
        {
            File.Move(partial, target, overwrite: true);
            return;
        }

        // Checksums are of what is stored; the reader wants what it says.
        string inflated = partial + ".inflated";
        try
        {
            using (GZipStream stored = new(File.OpenRead(partial), CompressionMode.Decompress))
            using (FileStream content = File.Create(inflated))
            {
                stored.CopyTo(content);
                content.Flush(flushToDisk: true);
            }

            File.Move(inflated, target, overwrite: true);
        }
        finally
        {
            File.Delete(inflated);
        }
    }

    private static async Task<byte[]> InflateAsync(byte[] content, CancellationToken cancellationToken)
    {
        using MemoryStream inflated = new();
        await using GZipStream stored = new(new MemoryStream(content), CompressionMode.Decompress);
        await stored.CopyToAsync(inflated, cancellationToken);
        return inflated.ToArray();
    }
}
