using System.Globalization;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Artifacts;

/// <summary>Objects of Cloud Storage as files of datasets and bundles: brings them here, and takes those from here there.</summary>
/// <remarks>
/// What is uploaded lies under its SHA-256, which is also among its metadata. What a service has written is known by the checksum that Cloud Storage keeps.
/// A location that ends with <c>/</c> is a folder.
/// </remarks>
internal sealed class CloudFiles(ICloudStorage storage, CloudPlaces places) : IRemoteFiles
{
    private const string Sha256 = "sha256";
    private const string Checksum = "crc32c:";

    /// <summary>The scheme of Cloud Storage's URIs.</summary>
    public const string GoogleStorage = "gs";

    public string Scheme => GoogleStorage;

    public async Task DownloadAsync(DataFile file, string path, CancellationToken cancellationToken)
    {
        ObjectUri uri = ObjectUri.Parse(file.Location);
        if (!uri.Name.EndsWith('/'))
        {
            await storage.DownloadAsync(uri, path, cancellationToken);
            return;
        }

        ContentDigest found = await DownloadFolderAsync(uri, path, cancellationToken) > 0 ? await ContentDigest.OfAsync(path, settle: false, cancellationToken) : default;
        if (found.Digest != file.Digest)
            throw new IOException($"{file.Location}: the folder's content is not what was written there: its SHA-256 should be {file.Digest}, is {found.Digest ?? "that of nothing"}. Run the stage that made it again.");
    }

    /// <summary>Brings all that is in a folder here, and says how many files that are.</summary>
    /// <param name="folder">The folder; its name ends with <c>/</c>.</param>
    /// <param name="path">Where to.</param>
    /// <param name="cancellationToken">Stops the downloads.</param>
    public async Task<int> DownloadFolderAsync(ObjectUri folder, string path, CancellationToken cancellationToken)
    {
        int count = 0;
        await foreach (CloudObject one in storage.ListAsync(folder, cancellationToken))
        {
            string relative = one.Uri.Name[folder.Name.Length..];
            // Some tools mark folders by objects of their names.
            if (relative.Length == 0 || relative.EndsWith('/'))
                continue;
            await storage.DownloadAsync(one.Uri, Path.Combine([path, .. relative.Split('/')]), cancellationToken);
            count++;
        }

        return count;
    }

    public async Task<bool> VerifyAsync(DataFile file, CancellationToken cancellationToken)
    {
        ObjectUri uri = ObjectUri.Parse(file.Location);
        if (!uri.Name.EndsWith('/'))
            return await storage.FindAsync(uri, cancellationToken) is { } found && Describe(found).Digest == file.Digest;

        List<(string, ContentDigest)> files = [];
        await foreach (CloudObject one in storage.ListAsync(uri, cancellationToken))
            files.Add((one.Uri.Name[uri.Name.Length..], new ContentDigest(Describe(one).Digest, one.Size)));
        return ContentDigest.OfListing(files).Digest == file.Digest;
    }

    /// <summary>An object as a file of a dataset.</summary>
    public static DataFile Describe(CloudObject found) => new(
        found.Uri.ToString(),
        found.Size,
        found.Metadata.GetValueOrDefault(Sha256) ?? Checksum + Convert.ToHexStringLower(Convert.FromBase64String(found.Crc32C)));

    /// <summary>The files of a folder that a service has written, in order of their names.</summary>
    /// <exception cref="StageException">There are none.</exception>
    public async Task<ValueList<DataFile>> ListAsync(ObjectUri prefix, string stage, CancellationToken cancellationToken)
    {
        List<DataFile> files = [];
        await foreach (CloudObject one in storage.ListAsync(prefix, cancellationToken))
            files.Add(Describe(one));
        return files.Count > 0 ? files.ToValueList() : throw new StageException($"{stage}: nothing was written to {prefix}*. Look at the job's log.");
    }

    /// <summary>Where a file lies in Cloud Storage; uploads it if it is here.</summary>
    public async Task<DataFile> PlaceAsync(DataFile file, IArtifactStore artifacts, CancellationToken cancellationToken)
    {
        if (file.Scheme == Scheme)
            return file;
        string path = await artifacts.FetchAsync(file, cancellationToken);
        ObjectUri place = await places.OfContentAsync(file.Digest, cancellationToken);
        return Directory.Exists(path)
            ? await UploadFolderAsync(path, place, cancellationToken)
            : await UploadFileAsync(path, place, file.Digest, cancellationToken);
    }

    /// <summary>Uploads a file whose SHA-256 is known.</summary>
    public async Task<DataFile> UploadFileAsync(string path, ObjectUri place, string digest, CancellationToken cancellationToken) =>
        Describe(await UploadAsync(path, place, digest, cancellationToken));

    /// <summary>Uploads a folder with all that is in it.</summary>
    public async Task<DataFile> UploadFolderAsync(string path, ObjectUri place, CancellationToken cancellationToken)
    {
        List<(string, ContentDigest)> files = [];
        foreach ((string name, FileInfo file) in ContentDigest.FilesOf(path))
        {
            ContentDigest content = await ContentDigest.OfAsync(file.FullName, settle: false, cancellationToken);
            await UploadAsync(file.FullName, place.At(name), content.Digest, cancellationToken);
            files.Add((name, content));
        }

        ContentDigest folder = ContentDigest.OfListing(files);
        return new DataFile(string.Create(CultureInfo.InvariantCulture, $"gs://{place.Bucket}/{place.Name}/"), folder.Bytes, folder.Digest);
    }

    private Task<CloudObject> UploadAsync(string path, ObjectUri place, string digest, CancellationToken cancellationToken) => storage.UploadAsync(
        place, path, new WriteOptions { Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [Sha256] = digest } }, cancellationToken);
}
