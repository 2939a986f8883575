using System.Security.Cryptography;

namespace MlOps.Sdk.Runs;

/// <summary>A lock between threads and processes: a file that the operating system releases when its holder dies.</summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    private readonly string _path;
    private readonly FileStream _stream;

    private FileLock(string path, FileStream stream)
    {
        _path = path;
        _stream = stream;
    }

    public static async Task<FileLock> AcquireAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        TimeSpan pause = FirstPause;
        while (true)
        {
            if (TryAcquire(path) is { } acquired)
                return acquired;
            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    /// <summary>Null if someone else holds the lock.</summary>
    public static FileLock? TryAcquire(string path)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1,
                OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
            if (!OperatingSystem.IsWindows() && !IsStillAt(path, stream))
            {
                stream.Dispose();
                return null;
            }

            return new FileLock(path, stream);
        }
        catch (Exception exception) when (IsHeldByAnother(exception))
        {
            stream?.Dispose();
            return null;
        }
    }

    public void Dispose()
    {
        // Deleted while it is held, so that nobody's lock is deleted but one's own. Windows does it by itself.
        if (!OperatingSystem.IsWindows())
            File.Delete(_path);
        _stream.Dispose();
    }

    // On Unix a file can be opened, then deleted by the holder, then locked: a lock on nothing. Such a file is told from the one that is now at the path
    // by its length, which every holder sets at random; reading it would need the lock.
    private static bool IsStillAt(string path, FileStream stream)
    {
        int length = RandomNumberGenerator.GetInt32(1, 1 << 20);
        stream.SetLength(length);
        FileInfo file = new(path);
        return file.Exists && file.Length == length;
    }

    private static bool IsHeldByAnother(Exception exception) => exception switch
    {
        // EAGAIN on Linux and macOS, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows.
        IOException { HResult: 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021) } => true,
        // Windows, while a holder's delete is under way.
        UnauthorizedAccessException => OperatingSystem.IsWindows(),
        _ => false,
    };
}
