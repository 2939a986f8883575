using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Runs;

/// <summary>How far each stage of a run is. Safe for several threads.</summary>
internal sealed class RunProgress
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, Entry> _byName = new(StringComparer.Ordinal);

    public RunProgress(PipelinePlan plan, TimeProvider time)
    {
        Pipeline = plan.Name;
        _time = time;
        _started = time.GetTimestamp();
        foreach (StagePlan stage in plan.Stages)
        {
            Entry entry = new(stage.Name);
            _entries.Add(entry);
            _byName[stage.Name] = entry;
        }

        NameWidth = Math.Clamp(_entries.Count == 0 ? 0 : _entries.Max(entry => entry.Name.Length), 8, 24);
    }

    public string Pipeline { get; }

    /// <summary>The width of the column of names; longer names are cut.</summary>
    public int NameWidth { get; }

    public TimeSpan Elapsed => _time.GetElapsedTime(_started);

    public void Start(string stage) => Change(stage, entry =>
    {
        // A retry starts the stage again; its time goes on.
        entry.Started ??= _time.GetTimestamp();
        entry.Share = null;
    });

    public void Progress(string stage, double share) => Change(stage, entry => entry.Share = double.IsNaN(share) ? null : Math.Clamp(share, 0, 1));

    public void Finish(StageRun stage) => Change(stage.Name, entry => entry.Finished = stage);

    public IReadOnlyList<StageProgress> Snapshot()
    {
        lock (_lock)
        {
            return
            [
                .. _entries.Select(entry => new StageProgress(
                    entry.Name,
                    entry.Started is null ? null : _time.GetElapsedTime(entry.Started.Value),
                    entry.Share,
                    entry.Finished)),
            ];
        }
    }

    private void Change(string stage, Action<Entry> change)
    {
        lock (_lock)
        {
            if (_byName.TryGetValue(stage, out Entry? entry))
                change(entry);
        }
    }

    private sealed class Entry(string name)
    {
        public string Name => name;

        public long? Started { get; set; }

        public double? Share { get; set; }

        public StageRun? Finished { get; set; }
    }
}

/// <summary>How far a stage is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Elapsed">The time since it started; null if it hasn't.</param>
/// <param name="Share">Which share of its work is done; null if it hasn't said.</param>
/// <param name="Finished">What became of it; null as long as that is open.</param>
internal sealed record StageProgress(string Name, TimeSpan? Elapsed, double? Share, StageRun? Finished)
{
    public bool IsRunning => Finished is null && Elapsed is not null;
}
