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

    public static async Task<RunFolders> OpenAsync(string root, string runId, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(LocksOf(root));
        // The lock first: a work folder without one has lost its owner. Another run that sweeps may hold it for a moment.
        FileLock alive = await FileLock.AcquireAsync(LockOf(root, runId), time, cancellationToken);
        // One's own lock, then a look at the others': who prunes does it the other way round, so that one of the two sees the other.
        while (File.Exists(PruneLockOf(root)))
        {
            alive.Dispose();
            (await FileLock.AcquireAsync(PruneLockOf(root), time, cancellationToken)).Dispose();
            alive = await FileLock.AcquireAsync(LockOf(root, runId), time, cancellationToken);
        }

        RunFolders folders = new(root, runId, alive);
        Directory.CreateDirectory(folders.Work);
        return folders;
    }

    /// <summary>Lets no run start below the root until the lock is released.</summary>
    public static Task<FileLock> HoldBackAsync(string root, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(LocksOf(root));
        return FileLock.AcquireAsync(PruneLockOf(root), time, cancellationToken);
    }

    /// <summary>Whether a run is under way below the root, in whatever process.</summary>
    public static bool IsAnyAlive(string root)
    {
        foreach (string path in Directory.EnumerateFiles(LocksOf(root), "run-*.lock").ToList())
        {
            using FileLock? abandoned = FileLock.TryAcquire(path);
            if (abandoned is null)
                return true;
        }

        return false;
    }

    /// <summary>Finds out whether the root can be written to.</summary>
    /// <exception cref="IOException">It can't.</exception>
    /// <exception cref="UnauthorizedAccessException">It can't.</exception>
    public static void Probe(string root)
    {
        // Among the locks, where a later run clears it away if this process dies here.
        string path = Path.Combine(Directory.CreateDirectory(LocksOf(root)).FullName, $"probe-{Guid.NewGuid():N}");
        using FileStream probe = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        probe.WriteByte(0);
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

    private static string PruneLockOf(string root) => Path.Combine(LocksOf(root), "prune.lock");

    private static string LockOf(string root, string runId) => Path.Combine(LocksOf(root), $"run-{runId}.lock");
}
