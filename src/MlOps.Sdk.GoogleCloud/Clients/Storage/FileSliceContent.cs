using System.Net;

namespace MlOps.Sdk.Clients;

/// <summary>Bytes of a file as the content of a request.</summary>
internal sealed class FileSliceContent(string path, long from, long length) : HttpContent
{
    private const int BlockSize = 128 * 1024;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path, options: FileOptions.Asynchronous);
        byte[] block = new byte[Math.Min(BlockSize, Math.Max(1, length))];
        for (long sent = 0; sent < length;)
        {
            int read = await RandomAccess.ReadAsync(file, block.AsMemory(0, (int)Math.Min(block.Length, length - sent)), from + sent, cancellationToken);
            // Not an IOException: that would pass for a broken connection.
            if (read == 0)
                throw new InvalidOperationException($"'{path}' became shorter while it was uploaded. Upload files that nobody writes any more.");
            await stream.WriteAsync(block.AsMemory(0, read), cancellationToken);
            sent += read;
        }
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }
}
