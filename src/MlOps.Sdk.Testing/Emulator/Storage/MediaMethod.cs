using System.Globalization;
using System.IO.Compression;
using MlOps.Sdk.Testing.Emulator.Http;
using Microsoft.Net.Http.Headers;

namespace MlOps.Sdk.Testing.Emulator.Storage;

/// <summary>The download of an object's content, whole or a range of it.</summary>
internal sealed class MediaMethod(EmulatorState state)
{
    public EmulatorResponse Get(EmulatorRequest request)
    {
        StoredObject found = ObjectMethods.Find(state, request);
        Preconditions.Check(request, found);
        byte[] content = found.Read();
        Dictionary<string, string> headers = HeadersOf(found);
        if (found.Attributes.ContentEncoding == "gzip" && !request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            // Inflated on the way; a range of what isn't stored can't be asked for.
            return new EmulatorResponse(200, Inflate(content), found.ContentType) { Headers = headers };
        }

        if (found.Attributes.ContentEncoding is { } encoding)
            headers["Content-Encoding"] = encoding;
        headers["Accept-Ranges"] = "bytes";
        if (!RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out RangeHeaderValue? ranges) || ranges.Unit != "bytes" || ranges.Ranges.Count != 1)
            return new EmulatorResponse(200, content, found.ContentType) { Headers = headers };

        RangeItemHeaderValue range = ranges.Ranges.Single();
        long from = range.From ?? Math.Max(0, content.Length - range.To!.Value);
        long to = range.From is null ? content.Length - 1 : Math.Min(range.To ?? long.MaxValue, content.Length - 1);
        if (from >= content.Length || from > to)
        {
            return new EmulatorResponse(416, [], null)
            {
                Headers = { ["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes */{content.Length}") },
            };
        }

        headers["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{to}/{content.Length}");
        return new EmulatorResponse(206, content[(int)from..(int)(to + 1)], found.ContentType) { Headers = headers };
    }

    private static Dictionary<string, string> HeadersOf(StoredObject found) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["X-Goog-Hash"] = found.Md5 is { } md5 ? $"crc32c={found.Crc32C},md5={md5}" : $"crc32c={found.Crc32C}",
        ["X-Goog-Generation"] = found.Generation.ToString(CultureInfo.InvariantCulture),
        ["X-Goog-Metageneration"] = found.Metageneration.ToString(CultureInfo.InvariantCulture),
        ["X-Goog-Storage-Class"] = found.Attributes.StorageClass,
        ["X-Goog-Stored-Content-Length"] = found.Size.ToString(CultureInfo.InvariantCulture),
        ["X-Goog-Stored-Content-Encoding"] = found.Attributes.ContentEncoding ?? "identity",
        ["ETag"] = ObjectResource.ETag(found),
        ["Last-Modified"] = DateTimeOffset.Parse(found.Updated, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
    };

    private static byte[] Inflate(byte[] content)
    {
        using MemoryStream inflated = new();
        using GZipStream stream = new(new MemoryStream(content), CompressionMode.Decompress);
        stream.CopyTo(inflated);
        return inflated.ToArray();
    }
}
