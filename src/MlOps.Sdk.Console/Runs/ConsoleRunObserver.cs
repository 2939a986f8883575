using System.Collections.Concurrent;
using MlOps.Sdk.Plans;
using Spectre.Console;

namespace MlOps.Sdk.Runs;

/// <summary>Shows each run on a display of its own. A terminal has room for one live display; runs beside it are shown in lines.</summary>
internal sealed class ConsoleRunObserver(IAnsiConsole console, bool live, TimeProvider time) : IRunObserver
{
    private readonly ConcurrentDictionary<string, IRunDisplay> _displays = new();
    private string? _liveRun;

    public void RunStarted(string runId, PipelinePlan plan)
    {
        bool takesTerminal = live && Interlocked.CompareExchange(ref _liveRun, runId, null) is null;
        RunProgress progress = new(plan, time);
        _displays[runId] = takesTerminal ? new LiveRunDisplay(console, progress, time) : new PlainRunDisplay(console, progress, time);
    }

    public void StageStarted(string runId, StagePlan stage) => DisplayOf(runId)?.StageStarted(stage.Name);

    public void StageProgressed(string runId, StagePlan stage, double share) => DisplayOf(runId)?.StageProgressed(stage.Name, share);

    public void StageFinished(string runId, StageRun stage) => DisplayOf(runId)?.StageFinished(stage);

    public void RunFinished(PipelineRun run)
    {
        if (!_displays.TryRemove(run.Id, out IRunDisplay? display))
            return;
        display.RunFinished(run);
        Interlocked.CompareExchange(ref _liveRun, null, run.Id);
    }

    public void ReportWritten(string runId, string location) => console.WriteLines($"report {PathText.Of(location)}");

    private IRunDisplay? DisplayOf(string runId) => _displays.GetValueOrDefault(runId);
}
