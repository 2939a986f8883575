using Microsoft.Extensions.Logging;

namespace MlOps.Sdk.Local.Tests.Training.Programs;

/// <summary>Keeps what is logged, and tells when a line that is waited for has come.</summary>
internal sealed class LineLogger(string awaited = "") : ILogger
{
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Heard => _heard.Task;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string line = formatter(state, exception);
        lock (_lines)
            _lines.Add(line);
        if (line == awaited)
            _heard.SetResult();
    }
}
