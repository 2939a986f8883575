using System.Security.Cryptography;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Models;

internal static class BundleFiles
{
    /// <summary>All files of a folder but the manifest, in ordinal order of the names.</summary>
    internal static ValueList<ModelFile> Describe(string folder) =>
        List(folder).Where(name => name != ModelBundle.ManifestFile).Select(name => Describe(folder, name)).ToValueList();

    internal static void Verify(string folder, ValueList<ModelFile> listed)
    {
        Dictionary<string, ModelFile> expected = [];
        foreach (ModelFile file in listed)
        {
            if (file?.Name is null || file.Digest is null || !IsPlain(file.Name))
                throw new ModelBundleException($"{folder}: the manifest lists '{file?.Name}', which is no name of a file inside of the bundle.");
            if (!expected.TryAdd(file.Name, file))
                throw new ModelBundleException($"{folder}: the manifest lists '{file.Name}' twice.");
        }

        foreach (string name in List(folder))
        {
            if (name == ModelBundle.ManifestFile)
                continue;
            if (!expected.Remove(name, out ModelFile? file))
                throw new ModelBundleException($"{folder}: '{name}' is not in the manifest. Remove it, or restore the bundle.");

            ModelFile found = Describe(folder, name);
            if (found.Bytes != file.Bytes || found.Digest != file.Digest)
            {
                throw new ModelBundleException(
                    $"{folder}: '{name}' was changed: it has {found.Bytes} bytes and SHA-256 {found.Digest}, the manifest says {file.Bytes} bytes and {file.Digest}. Restore the bundle.");
            }
        }

        if (expected.Count > 0)
            throw new ModelBundleException($"{folder}: missing: {string.Join(", ", expected.Keys.Order(StringComparer.Ordinal))}. Restore the bundle.");
    }

    private static bool IsPlain(string name) =>
        name.Length > 0
        && name.IndexOfAny(['\\', ':', '\0']) < 0
        && name.Split('/').All(part => part is not ("" or "." or ".."));

    private static ModelFile Describe(string folder, string name)
    {
        using FileStream stream = File.OpenRead(Path.Combine(folder, name));
        return new ModelFile(name, stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    private static List<string> List(string folder)
    {
        List<string> names = [];
        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            // A link may lead anywhere.
            if (entry.LinkTarget is not null)
                throw new ModelBundleException($"{folder}: '{entry.Name}' is a link. A bundle holds plain files only.");
            if (entry is FileInfo)
                names.Add(Path.GetRelativePath(folder, entry.FullName).Replace('\\', '/'));
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }
}
