using System.Security.Cryptography;
using System.Text;

namespace MlOps.Sdk.Artifacts;

/// <summary>The hash and the length of a file or folder.</summary>
/// <param name="Digest">
/// Lower-case hexadecimal SHA-256: of a file's content; of a folder's listing, a line <c>DIGEST  relative/path</c> for each file in ordinal order of the paths.
/// </param>
/// <param name="Bytes">The length of the file, or of all files in the folder.</param>
public readonly record struct ContentDigest(string Digest, long Bytes)
{
    private const int BufferSize = 1 << 17;

    /// <summary>Hashes a file or a folder.</summary>
    /// <param name="path">A file, or a folder with at least one file.</param>
    /// <param name="settle">Whether to have the content written through to the disk as well.</param>
    /// <param name="cancellationToken">Cancels between two reads.</param>
    public static async Task<ContentDigest> OfAsync(string path, bool settle, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
            return await OfFileAsync(path, settle, cancellationToken);

        List<(string Name, ContentDigest Content)> files = [];
        foreach ((string name, FileInfo file) in FilesOf(path))
            files.Add((name, await OfFileAsync(file.FullName, settle, cancellationToken)));
        return OfListing(files);
    }

    /// <summary>The hash of a folder whose files are known.</summary>
    /// <param name="files">The files' paths relative to the folder, with <c>/</c>, and what they hold.</param>
    public static ContentDigest OfListing(IEnumerable<(string Name, ContentDigest Content)> files)
    {
        StringBuilder listing = new();
        long bytes = 0;
        foreach ((string name, ContentDigest content) in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            listing.Append(content.Digest).Append("  ").Append(name).Append('\n');
            bytes += content.Bytes;
        }

        return new ContentDigest(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(listing.ToString()))), bytes);
    }

    /// <summary>The files of a folder with their relative paths, in the order in which they are hashed.</summary>
    public static IReadOnlyList<(string Name, FileInfo File)> FilesOf(string folder) =>
    [
        .. new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(folder, file.FullName).Replace('\\', '/'), File: file))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal),
    ];

    private static async Task<ContentDigest> OfFileAsync(string path, bool settle, CancellationToken cancellationToken)
    {
        await using FileStream stream = new(path, FileMode.Open, settle ? FileAccess.ReadWrite : FileAccess.Read, FileShare.Read, bufferSize: 0);
        // The disk writes while the processor hashes: together they take as long as the slower one.
        Task settled = settle ? Task.Run(() => RandomAccess.FlushToDisk(stream.SafeFileHandle), CancellationToken.None) : Task.CompletedTask;
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = GC.AllocateUninitializedArray<byte>((int)Math.Clamp(stream.Length, 1, BufferSize));
        long bytes = 0;
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                bytes += read;
            }
        }
        finally
        {
            await settled;
        }

        return new ContentDigest(Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }
}
