using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Local.Tests.Runs;

public sealed class ReportingTests : IAsyncDisposable
{
    private readonly List<string> _news = [];
    private readonly List<string> _errors = [];
    private readonly RunnerHost _host;

    public ReportingTests() => _host = new RunnerHost(configure: services => services
        .AddSingleton<IRunReporter>(new Reporter(_ => throw new IOException("The disk is full.")))
        .AddSingleton<IRunReporter>(provider => new Reporter(runId => $"{provider.GetRequiredService<IRunStore>().FindRunAsync(runId, default).Result!.State}"))
        .AddSingleton<IRunObserver>(new Observer(_news))
        .AddLogging(logging => logging.AddProvider(new Errors(_errors))));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_reporter_that_throws_is_logged_and_harms_neither_the_run_nor_the_other_reports()
    {
        PipelineRun run = await _host.RunAsync(NumberStages.Ingest(NumberFile("7")));

        Assert.Equal(RunState.Succeeded, run.State);
        Assert.Equal(["Succeeded", "Succeeded"], _news);
        Assert.Contains($"could not write the report of run {run.Id}: The disk is full.", Assert.Single(_errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_run_is_reported_when_it_is_recorded()
    {
        await Assert.ThrowsAsync<PipelineRunException>(() => _host.RunAsync(NumberStages.Ingest(Path.Combine(_host.Root, "absent"))));

        Assert.Equal(["Failed", "Failed"], _news);
    }

    private string NumberFile(string number)
    {
        string path = Path.Combine(_host.Root, "number");
        File.WriteAllText(path, number);
        return path;
    }

    private sealed class Reporter(Func<string, string> write) : IRunReporter
    {
        public Task<string> WriteAsync(string runId, CancellationToken cancellationToken) => Task.FromResult(write(runId));
    }

    private sealed class Observer(List<string> news) : IRunObserver
    {
        public void RunFinished(PipelineRun run) => news.Add(run.State.ToString());

        public void ReportWritten(string runId, string location) => news.Add(location);
    }

    private sealed class Errors(List<string> errors) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == 1022)
                errors.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
