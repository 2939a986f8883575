using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Testing;

/// <summary>An artifact store in a plain folder, for tests of stages.</summary>
/// <param name="folder">The folder; made by the first artifact.</param>
public sealed class FolderArtifacts(string folder) : IArtifactStore
{
    private const string Scheme = "artifact:";

    // Of all stores in the process: several may have the same folder.
    private static readonly SemaphoreSlim s_turn = new(1);

    /// <inheritdoc />
    public async Task<DataFile> AddAsync(string path, CancellationToken cancellationToken)
    {
        ContentDigest content = await DigestAsync(path, cancellationToken);
        DataFile file = new(Scheme + content.Digest, content.Bytes, content.Digest);
        Directory.CreateDirectory(folder);
        await s_turn.WaitAsync(cancellationToken);
        try
        {
            string target = Resolve(file);
            bool isThere = await VerifyAsync(file, CancellationToken.None);
            // What is there and damaged makes room.
            Delete(isThere ? path : target);
            if (!isThere)
                Directory.Move(path, target);
        }
        finally
        {
            s_turn.Release();
        }

        return file;
    }

    /// <inheritdoc />
    public string Resolve(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.Location.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return file.Scheme is not null
                ? throw new ArgumentException($"artifacts: '{file.Location}' isn't on this machine, and this store brings nothing here.")
                : Path.GetFullPath(file.Location);
        }

        string[] parts = file.Location[Scheme.Length..].Split('/');
        if (parts[0].Length != 64 || !parts[0].All(char.IsAsciiHexDigitLower) || parts.Skip(1).Any(part => part is "" or "." or ".." || part.Contains('\\')))
            throw new ArgumentException($"artifacts: '{file.Location}' is not a reference. It is 'artifact:', 64 hexadecimal digits and, for a file in a folder, '/name'.");
        return Path.Combine([folder, .. parts]);
    }

    /// <inheritdoc />
    public Task<string> FetchAsync(DataFile file, CancellationToken cancellationToken) => Task.FromResult(Resolve(file));

    /// <inheritdoc />
    public async Task<bool> VerifyAsync(DataFile file, CancellationToken cancellationToken)
    {
        string path = Resolve(file);
        return (File.Exists(path) || Directory.Exists(path)) && (await DigestAsync(path, cancellationToken)).Digest == file.Digest;
    }

    private static void Delete(string path)
    {
        if (File.Exists(path))
            File.Delete(path);
        else if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }

    private static async Task<ContentDigest> DigestAsync(string path, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
            return await ContentDigest.OfAsync(path, settle: false, cancellationToken);
        IReadOnlyList<(string Name, FileInfo File)> files = ContentDigest.FilesOf(path);
        if (files.Count == 0)
            throw new ArgumentException($"artifacts: the folder '{path}' holds no files. Write them before adding it.");
        if (files.FirstOrDefault(entry => entry.File.LinkTarget is not null) is { File: not null } link)
            throw new ArgumentException($"artifacts: '{link.File.FullName}' is a link. Copy what it points to.");
        return await ContentDigest.OfAsync(path, settle: false, cancellationToken);
    }
}
