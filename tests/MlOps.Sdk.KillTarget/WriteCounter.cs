using System.Diagnostics;

namespace MlOps.Sdk.KillTarget;

/// <summary>Kills the process, as <c>kill -9</c> does, before or after a certain write.</summary>
public sealed class WriteCounter(int point)
{
    private int _count;

    /// <summary>How many writes there were.</summary>
    public int Count => _count;

    public async Task AroundAsync(Func<Task> write)
    {
        int number = Interlocked.Increment(ref _count);
        KillIf((2 * number) - 1 == point);
        await write();
        KillIf(2 * number == point);
    }

    public async Task<T> AroundAsync<T>(Func<Task<T>> write)
    {
        T? result = default;
        await AroundAsync(async () => { result = await write(); });
        return result!;
    }

    private static void KillIf(bool isPoint)
    {
        if (!isPoint)
            return;
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
