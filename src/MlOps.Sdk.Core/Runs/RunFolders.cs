namespace MlOps.Sdk.Runs;

/// <summary>A run's own place below the root: its work folder, and the lock that says that its process is alive.</summary>
internal sealed class RunFolders : IDisposable
{
    private readonly string _root;
    private readonly FileLock _alive;

    private RunFolders(string root, string runId, FileLock alive)
    {
        _root = root;
        _alive = alive;
        Work = Path.Combine(root, "work", runId);
    }

    public string Work { get; }

    public static RunFolders Open(string root, string runId)
    {
        Directory.CreateDirectory(LocksOf(root));
        // The lock first: a work folder without one has lost its owner.
        FileLock alive = FileLock.TryAcquire(LockOf(root, runId)) ?? throw new InvalidOperationException($"Another run has the id {runId}.");
        RunFolders folders = new(root, runId, alive);
        Directory.CreateDirectory(folders.Work);
        return folders;
    }

    public string LockOfKey(string key) => Path.Combine(LocksOf(_root), $"{key}.lock");

    /// <summary>An empty folder for one attempt of a stage.</summary>
    public string OpenAttempt(string stage, int attempt) => Directory.CreateDirectory(
        Path.Combine(Work, $"{string.Concat(stage.Split(Path.GetInvalidFileNameChars()))}-{attempt}")).FullName;

    /// <summary>Removes what killed processes have left, and returns the ids of those of the given runs whose process is gone.</summary>
    public IReadOnlyList<string> Sweep(IEnumerable<string> unfinishedRuns)
    {
        List<string> gone = [];
        IEnumerable<string> folders = Directory.EnumerateDirectories(Path.Combine(_root, "work")).Select(path => Path.GetFileName(path));
        foreach (string runId in unfinishedRuns.Union(folders, StringComparer.Ordinal).ToList())
        {
            using FileLock? abandoned = FileLock.TryAcquire(LockOf(_root, runId));
            if (abandoned is null)
                continue;
            gone.Add(runId);
            DeleteTree(Path.Combine(_root, "work", runId));
        }

        foreach (string path in Directory.EnumerateFiles(LocksOf(_root)).ToList())
            FileLock.TryAcquire(path)?.Dispose();
        return gone;
    }

    public static void DeleteTree(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        // What was made read-only for the store, and then not moved there.
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.IsReadOnly))
            file.IsReadOnly = false;
        Directory.Delete(folder, recursive: true);
    }

    public void Dispose()
    {
        DeleteTree(Work);
        _alive.Dispose();
    }

    private static string LocksOf(string root) => Path.Combine(root, "locks");

    private static string LockOf(string root, string runId) => Path.Combine(LocksOf(root), $"run-{runId}.lock");
}
