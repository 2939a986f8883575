using System.Collections.Concurrent;
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
}
