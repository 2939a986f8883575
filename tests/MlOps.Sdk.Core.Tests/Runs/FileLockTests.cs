using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Core.Tests.Runs;

public sealed class FileLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-").FullName;

    private string LockPath => Path.Combine(_folder, "a.lock");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_lock_is_held_by_one_and_leaves_no_file()
    {
        FileLock? first = FileLock.TryAcquire(LockPath);
        Assert.NotNull(first);
        Assert.Null(FileLock.TryAcquire(LockPath));
        first.Dispose();
        using (FileLock? second = FileLock.TryAcquire(LockPath))
            Assert.NotNull(second);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void What_a_killed_holder_has_left_can_be_acquired()
    {
        File.WriteAllText(LockPath, "left");
        using FileLock? acquired = FileLock.TryAcquire(LockPath);
        Assert.NotNull(acquired);
    }

    [Fact]
    public void A_folder_that_is_missing_is_an_error_and_no_busy_lock() =>
        Assert.Throws<DirectoryNotFoundException>(() => FileLock.TryAcquire(Path.Combine(_folder, "no", "a.lock")));

    [Fact]
    public async Task However_many_want_it_one_at_a_time_has_it()
    {
        int holders = 0;
        int acquired = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (Volatile.Read(ref acquired) < 2_000)
            {
                using FileLock? held = FileLock.TryAcquire(LockPath);
                if (held is null)
                    continue;
                Assert.Equal(1, Interlocked.Increment(ref holders));
                await Task.Yield();
                Interlocked.Increment(ref acquired);
                Assert.Equal(0, Interlocked.Decrement(ref holders));
            }
        }, TestContext.Current.CancellationToken)));
        Assert.True(acquired >= 2_000);
    }
}
