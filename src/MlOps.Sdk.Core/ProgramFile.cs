using System.Security.Cryptography;

namespace MlOps.Sdk;

/// <summary>A file of a training program, and what it holds.</summary>
/// <param name="Path">Its path with <c>/</c>, relative to the working directory or, if it isn't there, to the application's folder.</param>
/// <param name="Digest">Lower-case hexadecimal SHA-256 of its content; empty if there was no such file.</param>
public sealed record ProgramFile(string Path, string Digest)
{
    /// <summary>Whether the path is one that a copy of the file can have in any folder.</summary>
    internal bool IsRelative =>
        Path.Length > 0 && !System.IO.Path.IsPathRooted(Path) && !Path.Contains(':', StringComparison.Ordinal)
        && !Path.Split('/').Any(part => part.Trim(' ', '.').Length == 0);

    internal static ProgramFile Of(string path)
    {
        ProgramFile file = new(path.Replace('\\', '/'), "");
        return file.IsRelative && file.Find() is { } found ? file with { Digest = DigestOf(found) } : file;
    }

    internal static string DigestOf(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Where it is on this machine; null if nowhere.</summary>
    internal string? Find() =>
        new[] { System.IO.Path.GetFullPath(Path), System.IO.Path.Combine(AppContext.BaseDirectory, Path) }.FirstOrDefault(File.Exists);
}
