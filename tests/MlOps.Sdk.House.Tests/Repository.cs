namespace MlOps.Sdk.House.Tests;

/// <summary>The files of this repository.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The packages that hold code.</summary>
    public static IReadOnlyList<string> Packages { get; } =
    [
        "MlOps.Sdk.Console", "MlOps.Sdk.Core", "MlOps.Sdk.GoogleCloud", "MlOps.Sdk.Local", "MlOps.Sdk.PostgreSql", "MlOps.Sdk.Reports", "MlOps.Sdk.Serving",
        "MlOps.Sdk.Testing", "MlOps.Sdk.Worker",
    ];

    public static string PathOf(string relative) => Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>The files below a folder that people write, relative to the root, with slashes.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or ".mlops" or ".git" or "TestResults"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The C# files that people write.</summary>
    public static IReadOnlyList<string> Code() =>
        [.. new[] { "src", "tests", "benchmarks", "examples" }.SelectMany(folder => Files(folder, "*.cs"))];

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MlOps.Sdk.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"MlOps.Sdk.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
