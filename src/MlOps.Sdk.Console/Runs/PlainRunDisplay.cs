using System.Globalization;
using Spectre.Console;

namespace MlOps.Sdk.Runs;

/// <summary>Lines for files, pipes and build logs: one for each stage when it is done, and a sign of life from stages that take long.</summary>
internal sealed class PlainRunDisplay : IRunDisplay
{
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(30);

    private readonly IAnsiConsole _console;
    private readonly RunProgress _progress;
    private readonly ITimer _timer;

    public PlainRunDisplay(IAnsiConsole console, RunProgress progress, TimeProvider time)
    {
        _console = console;
        _progress = progress;
        _console.WriteLines($"{progress.Pipeline}:");
        _timer = time.CreateTimer(_ => ShowRunning(), state: null, SignOfLife, SignOfLife);
    }

    public void StageStarted(string stage) => _progress.Start(stage);

    public void StageProgressed(string stage, double share) => _progress.Progress(stage, share);

    public void StageFinished(StageRun stage)
    {
        _progress.Finish(stage);
        string time = stage.Outcome is StageOutcome.Executed or StageOutcome.Failed ? DurationText.Of(stage.Duration) : "";
        string line = $"  {Name(stage.Name)}  {OutcomeStyle.Of(stage.Outcome).Word,-9}  {time,10}  {StageText.Of(stage)}";
        _console.WriteLines(line.TrimEnd());
    }

    public void RunFinished(PipelineRun run)
    {
        _timer.Dispose();
        _console.WriteLines(RunSummary.Warnings(run));
        _console.WriteLines(RunSummary.Failures(run));
        _console.WriteLines(RunSummary.Closing(run));
    }

    private void ShowRunning()
    {
        foreach (StageProgress stage in _progress.Snapshot().Where(stage => stage.IsRunning))
        {
            string share = stage.Share is double done ? string.Create(CultureInfo.InvariantCulture, $", {done * 100:0} %") : "";
            _console.WriteLines($"  {Name(stage.Name)}  running    {DurationText.Of(stage.Elapsed!.Value),10}{share}");
        }
    }

    private string Name(string name) => name.PadRight(_progress.NameWidth);
}
