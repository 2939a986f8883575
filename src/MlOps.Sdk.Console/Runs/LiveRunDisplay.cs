using System.Runtime.InteropServices;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MlOps.Sdk.Runs;

/// <summary>A row for each stage, drawn anew ten times a second; at the end the summary takes its place.</summary>
internal sealed class LiveRunDisplay : IRunDisplay
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly IAnsiConsole _console;
    private readonly RunProgress _progress;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _drawing;

    public LiveRunDisplay(IAnsiConsole console, RunProgress progress, TimeProvider time)
    {
        _console = console;
        _progress = progress;
        _time = time;
        _drawing = Task.Run(DrawAsync);
    }

    public void StageStarted(string stage) => _progress.Start(stage);

    public void StageProgressed(string stage, double share) => _progress.Progress(stage, share);

    public void StageFinished(StageRun stage) => _progress.Finish(stage);

    public void RunFinished(PipelineRun run)
    {
        _ended.Cancel();
        _drawing.GetAwaiter().GetResult();
        _ended.Dispose();
        RunSummary.Write(_console, run);
    }

    private async Task DrawAsync()
    {
        // A process that is stopped while it draws would leave a terminal without a cursor.
        using PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => _console.Cursor.Show(show: true));
        using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => _console.Cursor.Show(show: true));
        using PeriodicTimer timer = new(Period, _time);
        LiveDisplay display = _console.Live(Frame(0)).AutoClear(true);
        await display.StartAsync(async context =>
        {
            int frame = 0;
            do
            {
                context.UpdateTarget(Frame(frame++));
            }
            while (await NextAsync(timer).ConfigureAwait(false));
        }).ConfigureAwait(false);
    }

    private async Task<bool> NextAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            return false;
        }
    }

    private IRenderable Frame(int number) =>
        ProgressFrame.Of(_progress, number, _console.Profile.Width, _console.Profile.Height, _console.Profile.Capabilities.Unicode);
}
