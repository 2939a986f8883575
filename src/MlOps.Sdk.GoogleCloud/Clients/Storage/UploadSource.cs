namespace MlOps.Sdk.Clients;

/// <summary>What is to be uploaded: bytes, a file, or a part of one, with its checksum.</summary>
internal sealed class UploadSource
{
    private readonly Func<long, long, HttpContent> _content;

    private UploadSource(long size, Crc32C checksum, Func<long, long, HttpContent> content)
    {
        (Size, Checksum) = (size, checksum);
        _content = content;
    }

    public long Size { get; }

    public Crc32C Checksum { get; }

    /// <summary>The source in parts, whose checksums are known; none if it is to travel as a whole.</summary>
    public IReadOnlyList<UploadSource> Parts { get; private init; } = [];

    public static UploadSource Of(ReadOnlyMemory<byte> content) =>
        new(content.Length, Crc32C.Of(content.Span), (from, length) => new ReadOnlyMemoryContent(content.Slice((int)from, (int)length)));

    /// <summary>A file, read once for its checksum.</summary>
    /// <param name="path">The file.</param>
    /// <param name="partSize">How large the parts are for a file of a size; null for a file that travels as a whole.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<UploadSource> OfFileAsync(string path, Func<long, long?> partSize, CancellationToken cancellationToken)
    {
        await using FileStream file = new(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 0 });
        long size = file.Length;
        long? parted = partSize(size);
        List<UploadSource> parts = [];
        Crc32C whole = default;
        byte[] block = new byte[1024 * 1024];
        for (long from = 0; from < size;)
        {
            long length = Math.Min(parted ?? size, size - from);
            Crc32C checksum = default;
            for (long read = 0; read < length;)
            {
                int count = await file.ReadAsync(block.AsMemory(0, (int)Math.Min(block.Length, length - read)), cancellationToken);
                if (count == 0)
                    throw new InvalidOperationException($"'{path}' became shorter while it was read. Upload files that nobody writes any more.");
                checksum.Append(block.AsSpan(0, count));
                read += count;
            }

            long start = from;
            parts.Add(new UploadSource(length, checksum, (at, count) => new FileSliceContent(path, start + at, count)));
            whole.Append(checksum, length);
            from += length;
        }

        return new UploadSource(size, whole, (at, count) => new FileSliceContent(path, at, count)) { Parts = parts.Count > 1 ? parts : [] };
    }

    /// <summary>What objects make when they are put together; its bytes are the service's.</summary>
    public static UploadSource Composed(IReadOnlyList<CloudObject> parts)
    {
        Crc32C whole = default;
        foreach (CloudObject part in parts)
            whole.Append(Crc32C.Parse(part.Crc32C), part.Size);
        return new UploadSource(parts.Sum(part => part.Size), whole, (_, _) => throw new NotSupportedException("What is composed isn't sent."));
    }

    /// <summary>Some of the bytes.</summary>
    public HttpContent Content(long from, long length) => _content(from, length);

    /// <summary>Whether an object has these bytes, this type and this metadata.</summary>
    public bool Is(CloudObject found, WriteOptions options) => found.Size == Size && found.Crc32C == Checksum.ToString()
        && found.ContentEncoding is null && found.ContentType == options.ContentType
        && found.Metadata.Count == options.Metadata.Count
        && options.Metadata.All(entry => found.Metadata.TryGetValue(entry.Key, out string? value) && value == entry.Value);
}
