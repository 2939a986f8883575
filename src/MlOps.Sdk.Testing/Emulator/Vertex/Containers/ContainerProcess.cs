using System.Diagnostics;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Containers;

/// <summary>A local process that stands for a container, or that runs one.</summary>
internal sealed class ContainerProcess : IDisposable
{
    private const int KeptLines = 20;

    private readonly Process _process;
    private readonly Queue<string> _lines = new();
    private readonly Task _errors;
    private readonly Task _output;
    private readonly Func<Task, Task>? _stop;

    /// <param name="process">The process.</param>
    /// <param name="folder">Its working folder.</param>
    /// <param name="stop">Ends what the process runs, given its exit; null if that is only the process and its children.</param>
    public ContainerProcess(Process process, string folder, Func<Task, Task>? stop = null)
    {
        _process = process;
        _stop = stop;
        Folder = folder;
        _errors = ReadAsync(process.StandardError, Keep);
        _output = ReadAsync(process.StandardOutput, _ => { });
        Exit = WaitAsync();
    }

    /// <summary>Its working folder.</summary>
    public string Folder { get; }

    /// <summary>Completes with the exit code.</summary>
    public Task<int> Exit { get; }

    /// <summary>The last lines that it wrote to its standard error.</summary>
    public string LastErrors()
    {
        lock (_lines)
            return string.Join('\n', _lines);
    }

    /// <summary>Kills it and its children, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        if (_stop is not null && !Exit.IsCompleted)
            await _stop(Exit);
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }

        await Exit;
    }

    public void Dispose() => _process.Dispose();

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        // What it wrote last may be in the pipe yet; a child that lives on would keep the pipe open for ever.
        await Task.WhenAny(Task.WhenAll(_errors, _output), Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, CancellationToken.None));
        return _process.ExitCode;
    }

    private void Keep(string line)
    {
        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > KeptLines)
                _lines.Dequeue();
        }
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> take)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line)
                take(line);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The process was disposed of while a child still held its pipe.
        }
    }
}
