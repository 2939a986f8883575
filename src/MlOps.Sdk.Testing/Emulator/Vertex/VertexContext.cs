using MlOps.Sdk.Testing.Emulator.Vertex.Containers;
using MlOps.Sdk.Testing.Emulator.Vertex.Operations;

namespace MlOps.Sdk.Testing.Emulator.Vertex;

/// <summary>What the parts of the emulated Vertex AI share.</summary>
internal sealed class VertexContext : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _background = [];
    private bool _hasEnded;

    public VertexContext(EmulatorState state)
    {
        State = state;
        Launcher = new ContainerLauncher(state);
        Operations = new OperationTable(this);
    }

    public EmulatorState State { get; }

    /// <summary>Guards all resources: they refer to one another.</summary>
    public Lock Gate { get; } = new();

    public ContainerLauncher Launcher { get; }

    public OperationTable Operations { get; }

    /// <summary>Does something behind the requests; the emulator's end cancels it and waits for it.</summary>
    public void Run(Func<CancellationToken, Task> work)
    {
        lock (_background)
        {
            if (_hasEnded)
                return;
            _background.RemoveAll(task => task.IsCompletedSuccessfully);
            CancellationToken end = _end.Token;
            _background.Add(Task.Run(() => work(end), CancellationToken.None));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] left;
        lock (_background)
        {
            _hasEnded = true;
            left = [.. _background];
        }

        await _end.CancelAsync();
        await Launcher.DisposeAsync();
        try
        {
            await Task.WhenAll(left);
        }
        catch (OperationCanceledException)
        {
            // Jobs and operations that were under way.
        }

        _end.Dispose();
    }
}
