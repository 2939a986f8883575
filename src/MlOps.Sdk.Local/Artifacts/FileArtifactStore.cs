using Microsoft.Extensions.Options;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Artifacts;

/// <summary>Keeps artifacts as <c>artifacts/ab/abcd…</c> below the root.</summary>
/// <remarks>What a stage has written is hashed, settled on the disk, made read-only and renamed to its digest: it is there as a whole or not at all.</remarks>
internal sealed class FileArtifactStore(IOptions<MlOpsOptions> options, IEnumerable<IRemoteFiles> remotes) : IArtifactStore
{
    private readonly string _root = Path.GetFullPath(options.Value.Root);
    private readonly FetchedFiles _fetched = new(Path.Combine(Path.GetFullPath(options.Value.Root), "fetched"));

    private string Folder => Path.Combine(_root, "artifacts");

    public async Task<DataFile> AddAsync(string path, CancellationToken cancellationToken)
    {
        string source = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        Check(source);
        ContentDigest content = await ContentDigest.OfAsync(source, settle: true, cancellationToken);
        DataFile file = new(ArtifactLocation.Scheme + content.Digest, content.Bytes, content.Digest);
        string destination = Resolve(file);
        Directory.CreateDirectory(Path.GetDirectoryName(destination)!);

        SetReadOnly(source, true);
        if (!TryMove(source, destination))
        {
            if (!await VerifyAsync(file, cancellationToken))
            {
                // What is there is damaged; what was made anew takes its place.
                Delete(destination);
                if (!TryMove(source, destination) && !await VerifyAsync(file, cancellationToken))
                    throw new IOException($"artifacts: '{destination}' is damaged and can't be replaced. Delete it, and run again.");
            }

            Delete(source);
        }

        return file;
    }

    public string Resolve(DataFile file)
    {
        if (file.Scheme is not null)
            throw new ArgumentException($"artifacts: '{file.Location}' isn't on this machine. Call FetchAsync, which brings it here.");
        if (!ArtifactLocation.IsStored(file))
            return Path.GetFullPath(file.Location);

        string[] parts = file.Location[ArtifactLocation.Scheme.Length..].Split('/');
        if (parts[0].Length != 64 || !parts[0].All(char.IsAsciiHexDigitLower) || parts.Skip(1).Any(part => part is "" or "." or ".." || part.Contains('\\')))
            throw new ArgumentException($"artifacts: '{file.Location}' is not a reference. It is 'artifact:', 64 hexadecimal digits and, for a file in a folder, '/name'.");
        return Path.Combine([Folder, parts[0][..2], .. parts]);
    }

    public async Task<string> FetchAsync(DataFile file, CancellationToken cancellationToken) =>
        file.Scheme is { } scheme ? await _fetched.FetchAsync(file, RemoteOf(scheme, file), cancellationToken) : Resolve(file);

    public async Task<bool> VerifyAsync(DataFile file, CancellationToken cancellationToken)
    {
        if (file.Scheme is { } scheme)
            return await RemoteOf(scheme, file).VerifyAsync(file, cancellationToken);
        string path = Resolve(file);
        try
        {
            return (await ContentDigest.OfAsync(path, settle: false, cancellationToken)).Digest == file.Digest;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    public Task<IReadOnlyList<DataFile>> ListAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Folder))
            return Task.FromResult<IReadOnlyList<DataFile>>([]);
        return Task.FromResult<IReadOnlyList<DataFile>>(
        [
            .. new DirectoryInfo(Folder).EnumerateDirectories().SelectMany(prefix => prefix.EnumerateFileSystemInfos())
                .Select(stored => new DataFile(ArtifactLocation.Scheme + stored.Name, stored is FileInfo file ? file.Length : LengthOf((DirectoryInfo)stored), stored.Name)),
        ]);
    }

    // Not in one step: what is left of a folder when the process dies doesn't have its digest, and is made anew.
    public Task DeleteAsync(DataFile file, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Delete(Resolve(file));
        return Task.CompletedTask;
    }

    private static long LengthOf(DirectoryInfo folder) => folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private IRemoteFiles RemoteOf(string scheme, DataFile file) => remotes.FirstOrDefault(remote => remote.Scheme == scheme)
        ?? throw new InvalidOperationException(
            $"artifacts: nothing here reads '{file.Location}'. Register the platform that does"
            + (scheme == "gs" ? ", with AddGoogleCloud(…)." : "."));

    private void Check(string source)
    {
        if (!source.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new ArgumentException($"artifacts: '{source}' is not below '{_root}'. Write into StageContext.WorkingFolder, and add what is there.");
        if (!Directory.Exists(source))
            return;
        IReadOnlyList<(string Name, FileInfo File)> files = ContentDigest.FilesOf(source);
        if (files.Count == 0)
            throw new ArgumentException($"artifacts: the folder '{source}' holds no files. Write them before adding it.");
        if (files.FirstOrDefault(entry => entry.File.LinkTarget is not null) is { File: not null } link)
            throw new ArgumentException($"artifacts: '{link.File.FullName}' is a link. Copy what it points to.");
    }

    /// <summary>False if there is something already.</summary>
    private static bool TryMove(string source, string destination)
    {
        try
        {
            if (File.Exists(source))
                File.Move(source, destination, overwrite: false);
            else
                Directory.Move(source, destination);
            return true;
        }
        catch (IOException) when (File.Exists(destination) || Directory.Exists(destination))
        {
            return false;
        }
    }

    private static void Delete(string path)
    {
        SetReadOnly(path, false);
        if (File.Exists(path))
            File.Delete(path);
        else if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }

    private static void SetReadOnly(string path, bool readOnly)
    {
        if (File.Exists(path))
            new FileInfo(path).IsReadOnly = readOnly;
        else if (Directory.Exists(path))
        {
            foreach ((_, FileInfo file) in ContentDigest.FilesOf(path))
                file.IsReadOnly = readOnly;
        }
    }
}
