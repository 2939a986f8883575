using System.IO.Compression;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data.Sources;

/// <summary>Text files that may be compressed by gzip.</summary>
internal static class GzipFile
{
    // The gzip form of four bytes, appended to a file: only if the file is whole does decompression come out with them.
    private static readonly byte[] s_sentinelText = "end\n"u8.ToArray();
    private static readonly byte[] s_sentinel = Compress(s_sentinelText);

    public static bool IsGzip(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>The file's content, decompressed if its name ends in <c>.gz</c>.</summary>
    public static Stream OpenText(string path)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return IsGzip(path) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>Decompresses the whole file to see that nothing is missing or damaged; readers take a cut file for a short one.</summary>
    /// <exception cref="StageException">The file is cut short, damaged, or not gzip.</exception>
    public static async Task CheckAsync(string path, string stage, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[1 << 16];
        byte[] tail = new byte[s_sentinelText.Length];
        try
        {
            await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            await using GZipStream content = new(new FollowedStream(file, s_sentinel), CompressionMode.Decompress);
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                byte[] joined = [.. tail, .. buffer.AsSpan(Math.Max(0, read - tail.Length), Math.Min(read, tail.Length))];
                tail = joined[^tail.Length..];
            }
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(path, stage, exception);
        }

        if (!tail.AsSpan().SequenceEqual(s_sentinelText))
            throw Damaged(path, stage, null);
    }

    private static StageException Damaged(string path, string stage, Exception? cause) =>
        new($"{stage}: {Path.GetFileName(path)}: the gzip file is cut short or damaged ({path}). Fetch it again.", cause);

    private static byte[] Compress(byte[] content)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, CompressionLevel.Fastest))
            gzip.Write(content);
        return target.ToArray();
    }
}
