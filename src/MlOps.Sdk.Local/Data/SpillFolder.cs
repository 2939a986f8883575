namespace MlOps.Sdk.Data;

/// <summary>Where one process's DuckDB spills to; folders that a killed process left behind are removed by the next.</summary>
/// <remarks>A folder per process, because DuckDB's spill files have the same names in each.</remarks>
internal sealed class SpillFolder : IDisposable
{
    private readonly FileStream _lock;

    private SpillFolder(string path, FileStream owner)
    {
        Path = path;
        _lock = owner;
    }

    public string Path { get; }

    public static SpillFolder Create(string parent)
    {
        string root = System.IO.Path.GetFullPath(parent);
        Directory.CreateDirectory(root);
        RemoveAbandoned(root);
        string path = System.IO.Path.Combine(root, $"duckdb-{Guid.NewGuid():N}");
        FileStream owner = new(LockOf(path), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        Directory.CreateDirectory(path);
        return new(path, owner);
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
        _lock.Dispose();
    }

    private static void RemoveAbandoned(string root)
    {
        foreach (string folder in Directory.EnumerateDirectories(root, "duckdb-*"))
        {
            try
            {
                using FileStream owner = new(LockOf(folder), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Its process is alive, or another process is removing it.
            }
        }
    }

    private static string LockOf(string folder) => folder + ".lock";
}
