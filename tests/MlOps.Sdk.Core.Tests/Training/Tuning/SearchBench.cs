using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Core.Tests.Training;

/// <summary>Runs searches over a function instead of a trainer, and counts what is evaluated.</summary>
internal sealed class SearchBench(Func<Trial, double> score) : ITrainer, ITrials, IJournal, IStageHistory, IArtifactStore, IProgress<double>
{
    private readonly ConcurrentQueue<Trial> _run = new();
    private readonly ConcurrentQueue<double> _progress = new();

    public long Rows { get; init; } = 100_000;

    public long BytesPerTrial => 0;

    /// <summary>What the search made in an earlier run.</summary>
    public Product? Previous { get; set; }

    public bool IsRedone { get; set; }

    public int Cores { get; set; } = 2;

    /// <summary>Is told of each trial before it is evaluated.</summary>
    public Action<Trial>? Beginning { get; set; }

    public ConcurrentDictionary<string, string> Notes { get; } = new();

    /// <summary>What was evaluated, in the order in which it ended.</summary>
    public IReadOnlyCollection<Trial> Evaluated => _run;

    public IReadOnlyCollection<double> Progress => _progress;

    public static TuningPlan Plan(int trials, params ReadOnlySpan<SearchSpace> spaces) => new()
    {
        Name = "tune", Task = TaskKind.Binary, Spaces = ValueList.Create(spaces), Trials = trials, Folds = 2, Seed = 1,
    };

    /// <summary>The number that a learner's setting has.</summary>
    public static double Setting(Learner learner, string name) =>
        double.Parse(LearnerSettings.Read(learner, name)!, CultureInfo.InvariantCulture);

    public Task<Tuning> RunAsync(TuningPlan plan, CancellationToken? cancellationToken = null) => new Tuner(this).TuneAsync(
        new TuningRequest(
            new StagedDataset("table", new Dataset([], new Schema([]), Rows), []),
            new FittedFeatures([], ConstantTrue(), new Schema([]), [], []),
            plan),
        Context(),
        cancellationToken ?? TestContext.Current.CancellationToken);

    Task<ITrials> ITrainer.OpenTrialsAsync(TrialsRequest request, StageContext context, CancellationToken cancellationToken) => Task.FromResult<ITrials>(this);

    async Task<Evaluation> ITrials.RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Beginning?.Invoke(trial);
        await Task.Yield();
        double value = score(trial);
        _run.Enqueue(trial);
        return new Evaluation(SplitName.Train, TaskKind.Binary, Rows / 2, [new Metric(nameof(BinaryMetrics.AreaUnderRocCurve), value)]);
    }

    Task<string?> IJournal.ReadAsync(string name, CancellationToken cancellationToken) => Task.FromResult(Notes.GetValueOrDefault(name));

    Task IJournal.WriteAsync(string name, string value, CancellationToken cancellationToken)
    {
        Notes[name] = value;
        return Task.CompletedTask;
    }

    Task<Product?> IStageHistory.FindPreviousAsync(CancellationToken cancellationToken) => Task.FromResult(Previous);

    void IProgress<double>.Report(double value) => _progress.Enqueue(value);

    ValueTask IAsyncDisposable.DisposeAsync() => ValueTask.CompletedTask;

    Task<TrainedModel> ITrainer.TrainAsync(TrainingRequest request, StageContext context, CancellationToken cancellationToken) => throw new NotSupportedException();

    Task<DataFile> IArtifactStore.AddAsync(string path, CancellationToken cancellationToken) => throw new NotSupportedException();

    string IArtifactStore.Resolve(DataFile file) => throw new NotSupportedException();

    Task<string> IArtifactStore.FetchAsync(DataFile file, CancellationToken cancellationToken) => throw new NotSupportedException();

    Task<bool> IArtifactStore.VerifyAsync(DataFile file, CancellationToken cancellationToken) => throw new NotSupportedException();

    private static ConstantNode ConstantTrue() => ConstantNode.Of(true);

    private StageContext Context() => new()
    {
        RunId = "run",
        Pipeline = "test",
        Stage = "tune",
        Key = "key",
        IsRedone = IsRedone,
        Logger = NullLogger.Instance,
        Time = TimeProvider.System,
        Progress = this,
        Compute = new ComputeSpec(Cores),
        Artifacts = this,
        WorkingFolder = "",
        Journal = this,
        History = this,
        Bindings = new Dictionary<string, object>(),
    };
}
