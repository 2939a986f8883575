using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Core.Tests.Training.Trials;

/// <summary>A trainer whose trials come out as a test says.</summary>
internal sealed class ScriptedTrials(Func<Trial, double> score, TaskKind task = TaskKind.Binary) : ITrainer, ITrials
{
    private int _running;

    public long Rows { get; init; } = 100;

    public long BytesPerTrial { get; init; }

    public ValueList<LeakWarning> Leaks { get; init; } = [];

    public ConcurrentQueue<Trial> Ran { get; } = [];

    public ConcurrentQueue<double> Progress { get; } = [];

    public int MostAtOnce { get; private set; }

    public bool IsDisposed { get; private set; }

    public TrialsRequest? Request { get; private set; }

    public static StagedDataset Staged { get; } = new("t", new Dataset([], new Schema([]), 100), [new SplitCount(SplitName.Train, 100)]);

    public static FittedFeatures Features { get; } = new([], ConstantNode.Of(true), new Schema([]), [], []);

    public StageContext Context(ILogger? logger = null, ComputeSpec? compute = null) => new()
    {
        RunId = "r",
        Pipeline = "p",
        Stage = "spot-check",
        Key = "k",
        Logger = logger ?? NullLogger.Instance,
        Time = TimeProvider.System,
        Progress = new Recorder(this),
        Compute = compute ?? new ComputeSpec(),
        Artifacts = null!,
        WorkingFolder = "",
        Journal = null!,
        Bindings = new Dictionary<string, object>(),
    };

    public Task<TrainedModel> TrainAsync(TrainingRequest request, StageContext context, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ITrials> OpenTrialsAsync(TrialsRequest request, StageContext context, CancellationToken cancellationToken)
    {
        Request = request;
        return Task.FromResult<ITrials>(this);
    }

    public Task<ValueList<LeakWarning>> FindLeaksAsync(CancellationToken cancellationToken) => Task.FromResult(Leaks);

    public async Task<Evaluation> RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (Ran)
            MostAtOnce = Math.Max(MostAtOnce, ++_running);
        await Task.Yield();
        double value = score(trial);
        Ran.Enqueue(trial);
        lock (Ran)
            _running--;
        return new Evaluation(SplitName.Train, task, 20, [new Metric(new Evaluation("", task, 0, []).Primary, value)]);
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    private sealed class Recorder(ScriptedTrials trials) : IProgress<double>
    {
        public void Report(double value) => trials.Progress.Enqueue(value);
    }
}
