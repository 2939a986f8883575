using System.Collections.Concurrent;

namespace MlOps.Sdk.Local.Tests.Runs;

/// <summary>A clock on which every wait is over at once; keeps what was waited for.</summary>
internal sealed class JumpingTime : TimeProvider
{
    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new JumpingTimer(base.CreateTimer(callback, state, Note(dueTime), period), this);

    private TimeSpan Note(TimeSpan dueTime)
    {
        if (dueTime <= TimeSpan.Zero)
            return dueTime;
        Waits.Enqueue(dueTime);
        return TimeSpan.Zero;
    }

    private sealed class JumpingTimer(ITimer timer, JumpingTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Note(dueTime), period);

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
