using Microsoft.Extensions.Logging;

namespace MlOps.Sdk.GoogleCloud.Tests.Pipelines;

/// <summary>Keeps every line that is logged, with the exceptions.</summary>
internal sealed class LineLoggerProvider(List<string> lines) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new LineLogger(lines);

    public void Dispose()
    {
    }

    private sealed class LineLogger(List<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines)
                lines.Add($"{formatter(state, exception)} {exception}");
        }
    }
}
