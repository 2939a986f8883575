using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.PostgreSql.Tests;

/// <summary>An application of a team: a root of its own, runs in a shared schema.</summary>
internal sealed class TeamHost : IAsyncDisposable, ILoggerProvider
{
    public TeamHost(string connectionString, string schema, Action<PostgreSqlOptions>? configure = null, TimeProvider? time = null)
    {
        ServiceCollection services = new();
        if (time is not null)
            services.AddSingleton(time);
        services.AddLogging(logging => logging.AddProvider(this).SetMinimumLevel(LogLevel.Trace));
        services.AddMlOps(options => options.Root = Root).AddLocal().AddPostgreSql(options =>
        {
            options.ConnectionString = connectionString;
            options.Schema = schema;
            configure?.Invoke(options);
        });
        Provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("mlops-team-").FullName;

    public ServiceProvider Provider { get; }

    public IRunStore Store => Provider.GetRequiredService<IRunStore>();

    public IModelRegistry Registry => Provider.GetRequiredService<IModelRegistry>();

    public IAuditLog Audit => Provider.GetRequiredService<IAuditLog>();

    public ConcurrentQueue<string> Logged { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose()
    {
    }

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        foreach (FileInfo file in new DirectoryInfo(Root).EnumerateFiles("*", SearchOption.AllDirectories))
            file.IsReadOnly = false;
        Directory.Delete(Root, recursive: true);
    }

    private sealed class Logger(TeamHost host) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            host.Logged.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
    }
}
