using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace MlOps.Sdk.Runs;

/// <summary>Tells this root from those of other machines that share the database: a random id in a file of the root's own, written by the first use.</summary>
internal sealed class RootIdentity(IOptions<MlOpsOptions> options)
{
    private readonly Lazy<string> _id = new(() => ReadOrWrite(Path.GetFullPath(options.Value.Root)));

    public string Id => _id.Value;

    private static string ReadOrWrite(string root)
    {
        string path = Path.Combine(Directory.CreateDirectory(root).FullName, "root-id");
        if (!File.Exists(path))
        {
            // Written elsewhere and moved, so that nobody reads half of it; another process may be faster.
            string written = $"{path}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
            File.WriteAllText(written, RandomNumberGenerator.GetHexString(32, lowercase: true));
            try
            {
                File.Move(written, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(written);
            }
        }

        return File.ReadAllText(path);
    }
}
