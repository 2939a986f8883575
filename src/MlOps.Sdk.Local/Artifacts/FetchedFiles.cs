using System.Security.Cryptography;
using System.Text;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Artifacts;

/// <summary>Copies of files that lie elsewhere, kept as <c>fetched/LOCATION-DIGEST</c>: the hash of the location, then that of the content.</summary>
internal sealed class FetchedFiles(string folder)
{
    public async Task<string> FetchAsync(DataFile file, IRemoteFiles remote, CancellationToken cancellationToken)
    {
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{file.Location} {file.Digest}")))[..32];
        Directory.CreateDirectory(folder);
        foreach (string known in Directory.EnumerateFileSystemEntries(folder, name + "-*").ToList())
        {
            if ((await ContentDigest.OfAsync(known, settle: false, cancellationToken)).Digest == known[(known.LastIndexOf('-') + 1)..])
                return known;
            Delete(known);
        }

        string draft = Path.Combine(folder, $".{name}.{Environment.ProcessId}.{Guid.NewGuid():N}");
        try
        {
            await remote.DownloadAsync(file, draft, cancellationToken);
            string path = Path.Combine(folder, $"{name}-{(await ContentDigest.OfAsync(draft, settle: false, cancellationToken)).Digest}");
            try
            {
                if (File.Exists(draft))
                    File.Move(draft, path, overwrite: false);
                else
                    Directory.Move(draft, path);
            }
            catch (IOException) when (File.Exists(path) || Directory.Exists(path))
            {
                // Another stage was faster; its name says that it has the same content.
            }

            return path;
        }
        finally
        {
            Delete(draft);
        }
    }

    private static void Delete(string path)
    {
        if (File.Exists(path))
            File.Delete(path);
        else if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }
}
