using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlOps.Sdk.Artifacts;

namespace MlOps.Sdk.Runs;

/// <summary>What the stages of one run share.</summary>
internal sealed class RunScope(
    string runId,
    Pipeline pipeline,
    RunFolders folders,
    IRunStore store,
    IArtifactStore artifacts,
    TimeProvider time,
    ILoggerFactory loggers,
    ObserverList observers)
{
    /// <summary>The scope of a run over an application's services.</summary>
    public static RunScope Of(
        RunServices services, IServiceProvider provider, Pipeline pipeline, string runId, RunFolders folders, IReadOnlyList<IRunObserver> observers) => new(
        runId,
        pipeline,
        folders,
        provider.GetRequiredService<IRunStore>(),
        provider.GetRequiredService<IArtifactStore>(),
        services.Time,
        services.Loggers,
        new ObserverList(observers, services.Loggers.CreateLogger<PipelineRunner>()));

    public string RunId => runId;
    public Pipeline Pipeline => pipeline;
    public RunFolders Folders => folders;
    public IRunStore Store => store;
    public IArtifactStore Artifacts => artifacts;
    public TimeProvider Time => time;
    public ObserverList Observers => observers;
    public ILogger Logger { get; } = loggers.CreateLogger<PipelineRunner>();
    public ILogger StageLogger { get; } = loggers.CreateLogger("MlOps.Sdk.Stages");
    public VerifiedFiles Files { get; } = new(artifacts);
    public ConcurrentQueue<Exception> Failures { get; } = new();

    /// <summary>Whether the work is done anew to be compared: nothing of what was made before is taken over.</summary>
    public bool IsReplay { get; init; }
}
