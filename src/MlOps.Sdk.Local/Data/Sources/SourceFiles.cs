using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;
using MlOps.Sdk.Diagnostics;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data.Sources;

/// <summary>The files that a path or glob names, in ordinal order of their paths.</summary>
internal static class SourceFiles
{
    /// <summary>The absolute paths of the files.</summary>
    /// <exception cref="StageException">There is none; the message tells what is there.</exception>
    public static IReadOnlyList<string> Find(string pattern, string stage)
    {
        if (pattern.Contains("://", StringComparison.Ordinal))
            throw new StageException($"{stage}: '{pattern}' is not a local file. Download it first, or ingest on another platform.");

        string path = Path.GetFullPath(pattern);
        if (File.Exists(path))
            return [path];
        if (Directory.Exists(path))
            throw new StageException($"{stage}: '{pattern}' is a folder. Name its files, such as '{Path.Combine(pattern, "*.csv")}'.");
        if (!IsGlob(pattern))
            throw Missing(pattern, path, stage);

        string root = path;
        while (IsGlob(root))
            root = Path.GetDirectoryName(root)!;
        string[] segments = Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        List<string> files = Directory.Exists(root) ? [.. Match(root, segments)] : [];
        files.Sort(StringComparer.Ordinal);
        return files.Count > 0
            ? files
            : throw new StageException($"{stage}: '{pattern}' matches no file; looked in {root}.{Contents(root)} Correct the path or put the files there.");
    }

    /// <summary>The digest of each file.</summary>
    public static async Task<IReadOnlyList<DataFile>> HashAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        List<DataFile> files = [];
        foreach (string path in paths)
        {
            await using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
            byte[] digest = await SHA256.HashDataAsync(stream, cancellationToken);
            files.Add(new(path, stream.Length, Convert.ToHexStringLower(digest)));
        }

        return files;
    }

    /// <summary>One digest over the files' digests, in their order.</summary>
    public static string VersionOf(IReadOnlyList<DataFile> files) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', files.Select(file => file.Digest)))));

    private static IEnumerable<string> Match(string folder, ReadOnlyMemory<string> segments)
    {
        string segment = segments.Span[0];
        ReadOnlyMemory<string> rest = segments[1..];
        if (segment == "**")
        {
            IEnumerable<string> here = rest.IsEmpty ? Directory.EnumerateFiles(folder) : Match(folder, rest);
            return here.Concat(Directory.EnumerateDirectories(folder).SelectMany(sub => Match(sub, segments)));
        }

        return rest.IsEmpty
            ? Directory.EnumerateFiles(folder).Where(file => Matches(segment, file))
            : Directory.EnumerateDirectories(folder).Where(sub => Matches(segment, sub)).SelectMany(sub => Match(sub, rest));
    }

    private static bool Matches(string segment, string path) =>
        FileSystemName.MatchesSimpleExpression(segment, Path.GetFileName(path), ignoreCase: OperatingSystem.IsWindows());

    private static bool IsGlob(string path) => path.AsSpan().IndexOfAny('*', '?') >= 0;

    private static StageException Missing(string pattern, string path, string stage)
    {
        string folder = Path.GetDirectoryName(path)!;
        string suggestion = Directory.Exists(folder)
            ? Suggestion.For(Path.GetFileName(path), Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)))
            : "";
        return new($"{stage}: the file '{pattern}' doesn't exist; looked for {path}.{suggestion}{Contents(folder)} "
            + "Relative paths start at the working directory; Path.Combine(AppContext.BaseDirectory, …) starts beside the application.");
    }

    private static string Contents(string folder)
    {
        if (!Directory.Exists(folder))
            return $" There is no folder {folder}.";
        List<string> names = [.. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).Take(6)];
        return names.Count == 0 ? " That folder has no files." : $" That folder has {string.Join(", ", names.Take(5))}{(names.Count > 5 ? ", …" : "")}.";
    }
}
